import { CouldNotRun } from '../could-not-run.js';
import { RULE_TABLE } from './rule-table.js';

/** A finding that somebody accepts: `untied-keys infra/*.yaml Flags -- flags of the whole service`. */
export interface Suppression {
  readonly rule: string;
  /** A path or a pattern of one. */
  readonly file: string;
  /** A statement, or the role or table that the policy belongs to; any where absent. */
  readonly name?: string;
  readonly reason: string;
  /** Where it was written. */
  readonly source: string;
  readonly line: number;
}

/** The parts of a finding that a suppression is compared with. */
export interface Suppressible {
  readonly rule: string;
  readonly file: string;
  readonly statement: string;
  readonly owner?: string;
}

const FORM = /^(\S+)\s+(\S+)(?:\s+(\S+))?\s+--\s+(\S.*)$/;

/** Reads a `tenantry-ignore` file: one suppression a line, each with its reason; `#` begins a comment. */
export const readSuppressions = (text: string, source: string): readonly Suppression[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, i) => {
      const written = line.trim();
      return written === '' || written.startsWith('#') ? [] : [readSuppression(written, source, i + 1)];
    });

/** Reads one suppression. One that cannot be read stops the run, so that nothing is accepted by accident. */
export function readSuppression(text: string, source: string, line = 1): Suppression {
  const at = `${source}${source.startsWith('--') ? '' : `:${line}`}`;
  const [, rule = '', file = '', name, reason = ''] = FORM.exec(text) ?? [];
  if (rule === '') {
    throw new CouldNotRun(
      'input.suppression',
      `${at}: ${JSON.stringify(text)} is not a suppression with a reason.`,
      'Write `RULE FILE [STATEMENT|ROLE] -- REASON`.',
    );
  }
  if (!RULE_TABLE.some(({ id }) => id === rule)) {
    throw new CouldNotRun(
      'input.suppression',
      `${at}: ${rule} is not a rule of lint.`,
      'Use the rule that lint prints.',
    );
  }
  return { rule, file, ...(name !== undefined && { name }), reason: reason.trim(), source, line };
}

/** Returns the first suppression that accepts a finding. */
export const suppressionOf = (finding: Suppressible, all: readonly Suppression[]): Suppression | undefined =>
  all.find(
    ({ rule, file, name }) =>
      rule === finding.rule &&
      isMatch(file, finding.file) &&
      (name === undefined || name === finding.statement || name === finding.owner),
  );

/** `*` stands for any part of a name, `**` for folders too. */
function isMatch(pattern: string, file: string): boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .replaceAll(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replaceAll(/\*\*\/?|\*/g, (stars) => (stars === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${source}$`).test(file);
}
