import { fixText } from './fix-text.js';
import type { FileFinding, LintBlock, LintReport } from './lint-files.js';
import { RULE_TABLE } from './rule-table.js';

/** The report in SARIF 2.1.0 (OASIS, sarif-schema-2.1.0.json), as code scanning reads it. */
export function lintSarif({ blocks, unused }: LintReport, version: string): object {
  const results = blocks.flatMap((block) => block.findings.map((finding) => result(block, finding)));
  const notifications = unused.map(({ rule, file, source, line }) => ({
    level: 'warning',
    message: { text: `${source}:${line}: the suppression of ${rule} in ${file} suppresses nothing.` },
  }));
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            ...{ name: 'tenantry lint', version, informationUri: 'https://github.com/tenantry/tenantry' },
            rules: RULE_TABLE.map(({ id, severity, title, impact }) => ({
              id,
              shortDescription: { text: title },
              fullDescription: { text: impact },
              helpUri: 'https://github.com/tenantry/tenantry/blob/main/docs/lint.md',
              defaultConfiguration: { level: severity },
            })),
          },
        },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
}

function result(block: LintBlock, { rule, severity, file, position, path, summary, remedy, suppressed }: FileFinding) {
  const { line, column, length } = position;
  const fix = block.fix === undefined ? undefined : `Write instead:\n${fixText(file, block.before, block.fix)}`;
  const subject = [block.policy, block.statement === '' ? '' : `statement ${block.statement}`]
    .filter(Boolean)
    .join(', ');
  return {
    ruleId: rule,
    ruleIndex: RULE_TABLE.findIndex(({ id }) => id === rule),
    level: severity,
    message: { text: [subject === '' ? summary : `${subject}: ${summary}`, remedy, fix].filter(Boolean).join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: { startLine: line, startColumn: column, endColumn: column + length },
        },
        ...(path !== '' && { logicalLocations: [{ fullyQualifiedName: `${subject}: ${path}` }] }),
      },
    ],
    // Stays the same when lines move.
    partialFingerprints: { 'tenantryLint/v1': `${rule} ${file} ${block.policy} ${block.statement} ${path}` },
    ...(suppressed && {
      suppressions: [{ kind: 'external', justification: suppressed.reason }],
    }),
  };
}
