import { nearestWord } from '@tenantry/iam';

export { nearestWord as suggest };

/** `Did you mean …?`, else the words that are known. */
export function suggestion(word: string, candidates: Iterable<string>, noun: string): string {
  const known = [...candidates];
  const close = nearestWord(word, known);
  if (close !== undefined) return `Did you mean \`${close}\`?`;
  if (known.length === 0) return `There are no ${noun} yet.`;
  const shown = known.slice(0, 12).map((name) => `\`${name}\``);
  return `Known ${noun}: ${shown.join(', ')}${known.length > 12 ? ', …' : ''}.`;
}
