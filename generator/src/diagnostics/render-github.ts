import type { Diagnostic } from './diagnostic.js';
import { visibleText } from './visible-text.js';

/** A diagnostic, or something that is only to be known. */
export type Annotation = Omit<Diagnostic, 'severity'> & { readonly severity: Diagnostic['severity'] | 'notice' };

/**
 * Diagnostics as workflow commands, which GitHub shows beside the changed line:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub(diagnostics: readonly Annotation[]): string {
  return diagnostics.map((diagnostic) => `${command(diagnostic)}\n`).join('');
}

function command({ code, severity, where, summary, why, hint }: Annotation): string {
  const place =
    where === undefined
      ? []
      : [
          `file=${escapeProperty(visibleText(where.file))}`,
          `line=${where.line}`,
          `col=${where.column}`,
          `endColumn=${where.column + where.length}`,
        ];
  const message = [summary, why, hint].flatMap((part) => (part === undefined ? [] : [visibleText(part)])).join('\n');
  return `::${severity} ${[...place, `title=${escapeProperty(code)}`].join(',')}::${escapeData(message)}`;
}

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
