import type { Diagnostic } from './diagnostic.js';

const REFERENCE = /\.unknown-(?:attribute|entity|index|scope|table|type|access-pattern)$/;

/** A name that several places refer to in vain is told once, at the first of them: it is one mistake. Takes them in source order. */
export function oneForEachName(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const first = new Map<string, Diagnostic[]>();
  const groups = diagnostics.map((diagnostic): readonly Diagnostic[] | undefined => {
    const { code, summary } = diagnostic;
    if (!REFERENCE.test(code)) return [diagnostic];
    const cause = summary.replace(' or bucket', '');
    const group = first.get(cause);
    if (group === undefined) {
      const own = [diagnostic];
      first.set(cause, own);
      return own;
    }
    group.push(diagnostic);
    return undefined;
  });
  return groups.flatMap((group) => {
    const [one, ...others] = group ?? [];
    if (one === undefined || others.length === 0) return one ?? [];
    const related = others.flatMap(({ where }) => (where === undefined ? [] : [{ where, note: 'named here too' }]));
    return { ...one, related: [...(one.related ?? []), ...related] };
  });
}
