/** Where two texts part, for a person: `line 12 is "a", to become "b"`. */
export function firstDifference(before: string, after: string): string {
  if (before.replaceAll('\r\n', '\n') === after) return 'has CRLF line ends, to become LF';
  const old = before.split('\n');
  const next = after.split('\n');
  const index = old.findIndex((line, i) => line !== next[i]);
  const line = index < 0 ? old.length : index;
  if (old[line] === undefined) return `ends before line ${line + 1}, ${shown(next[line])}`;
  if (next[line] === undefined) return `line ${line + 1} is ${shown(old[line])}, to go`;
  return `line ${line + 1} is ${shown(old[line])}, to become ${shown(next[line])}`;
}

const WIDTH = 60;

const shown = (line: string | undefined): string => {
  const text = line ?? '';
  return JSON.stringify(text.length > WIDTH ? `${text.slice(0, WIDTH)}…` : text);
};
