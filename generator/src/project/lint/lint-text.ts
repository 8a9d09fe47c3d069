import { visibleText } from '../../diagnostics/visible-text.js';
import { CYAN, GREEN, type Layout, paint, paragraph, RED, verdictLine } from '../../text/layout.js';
import { fixText } from './fix-text.js';
import type { LintBlock, LintReport } from './lint-files.js';

export interface TextOptions extends Layout {
  readonly quiet: boolean;
  readonly milliseconds: number;
  readonly strict: boolean;
  readonly withSchema: boolean;
}

/** The report for people: the verdict first, then one block for each statement, then the next command. */
export function lintText(report: LintReport, options: TextOptions): string {
  const open = report.blocks.flatMap((block) => {
    const findings = block.findings.filter(({ suppressed }) => suppressed === undefined);
    return findings.length === 0 ? [] : [{ ...block, findings }];
  });
  const lines = [
    verdictLine(options, verdictOf(report, open), options.milliseconds),
    ...open.flatMap((block) => ['', ...blockLines(block, options)]),
    ...footLines(report, open, options),
  ];
  return `${lines.join('\n')}\n`;
}

/** Returns whether something reaches what it must not, was only noted, or could not be read. */
function verdictOf(
  { policies, blocks }: LintReport,
  open: readonly LintBlock[] = blocks,
): { readonly mark: '✓' | '✗' | '!'; readonly text: string } {
  const errors = open.filter(({ findings }) =>
    findings.some(({ severity, rule }) => severity === 'error' && !isReading(rule)),
  );
  const unread = open.filter(({ findings }) => findings.some(({ rule }) => isReading(rule)));
  const checked = `${policies} ${policies === 1 ? 'policy' : 'policies'} checked`;
  if (errors.length > 0) {
    const reach = errors.length === 1 ? '1 statement needs' : `${errors.length} statements need`;
    const more = unread.length > 0 ? `, ${unread.length} not read` : '';
    return { mark: '✗', text: `${reach} a change${more}` };
  }
  if (unread.length > 0) return { mark: '✗', text: `Not checked: ${unread.length} could not be read, ${checked}` };
  if (open.length > 0)
    return { mark: '!', text: `${open.length === 1 ? '1 warning' : `${open.length} warnings`}, ${checked}` };
  return { mark: '✓', text: `Clean: ${checked}` };
}

const isReading = (rule: string): boolean => rule === 'unreadable' || rule === 'no-policy';

function blockLines(block: LintBlock, layout: Layout): readonly string[] {
  const { file, position, policy, statement, findings, before, fix } = block;
  const place = `${visibleText(file)}:${position.line}`;
  const subject = [policy, statement === '' ? '' : `statement ${JSON.stringify(statement)}`].filter(Boolean).join(', ');
  const lines = [`${paint(layout, CYAN, place)}${subject === '' ? '' : `  ${visibleText(subject)}`}`];
  const width = Math.max(...findings.map(({ rule }) => rule.length)) + 2;
  for (const { rule, summary, impact, remedy, severity } of findings) {
    const text = [severity === 'warning' ? `(warning) ${summary}` : summary, impact, remedy].filter(Boolean).join(' ');
    const [first = '', ...others] = paragraph(layout, visibleText(text), ' '.repeat(width + 2));
    lines.push(`  ${paint(layout, RED, rule.padEnd(width))}${first.trimStart()}`, ...others);
  }
  if (fix !== undefined) {
    const shown = fixText(file, before, fix).split('\n');
    lines.push(
      '',
      '  fix',
      ...shown.map((line) => `  ${paint(layout, line.startsWith('-') ? RED : GREEN, visibleText(line))}`),
    );
  }
  return lines;
}

function footLines(report: LintReport, open: readonly LintBlock[], options: TextOptions): readonly string[] {
  const { blocks, passedOver, unused } = report;
  const accepted = blocks
    .flatMap(({ findings }) => findings)
    .filter(({ suppressed }) => suppressed !== undefined).length;
  const lines = [
    ...unused.map(
      ({ rule, file, source, line }) =>
        `${source.startsWith('--') ? source : `${source}:${line}`}: the suppression of ${rule} in ${file} suppresses nothing. Remove it.`,
    ),
    ...(accepted > 0
      ? [`${accepted} ${accepted === 1 ? 'finding is' : 'findings are'} accepted by suppressions.`]
      : []),
    ...(passedOver.length > 0
      ? [
          `${passedOver.length} ${passedOver.length === 1 ? 'file holds' : 'files hold'} no policies: ${shownFiles(passedOver)}`,
        ]
      : []),
  ];
  const unfixed = open.some(({ fix, findings }) => fix === undefined && findings.some(({ rule }) => !isReading(rule)));
  if (unfixed && !options.withSchema) {
    lines.push('Next: add --schema FILE to check the statements against the keys of your tables.');
  }
  return lines.length === 0 ? [] : ['', ...lines];
}

const shownFiles = (files: readonly string[]): string =>
  files.length <= 3 ? files.join(', ') : `${files.slice(0, 3).join(', ')} and ${files.length - 3} more`;
