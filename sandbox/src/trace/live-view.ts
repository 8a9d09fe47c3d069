import { explain, printable, who } from './explain.js';
import type { Outcome, TraceRecord } from './record.js';

/** The trace as a person watches it on a terminal: a table of who asks what, and the last decisions, drawn over themselves. */
export interface LiveView {
  add(record: TraceRecord): void;
  /** A message, left standing above the table. */
  say(text: string): void;
  /** Draws once more. The table stays, and what is said from now on stands below it. */
  end(): void;
}

const DRAW_MILLISECONDS = 100;
const MOST_CALLERS = 12;
const MOST_DECISIONS = 8;

const COUNTED = ['allowed', 'denied', 'refused'] as const;
type Counts = Record<(typeof COUNTED)[number], number>;

const COUNTED_AS: Readonly<Record<Outcome, keyof Counts>> = {
  forwarded: 'allowed',
  answered: 'allowed',
  denied: 'denied',
  refused: 'refused',
};

export function liveView(write: (text: string) => void, columns: () => number): LiveView {
  const callers = new Map<string, Counts>();
  let last: readonly string[] = [];
  let drawn = 0;
  let ended = false;
  let timer: NodeJS.Timeout | undefined;

  const draw = (): void => {
    clearTimeout(timer);
    timer = undefined;
    // A line that the terminal wraps would be two to move up over.
    const lines = [...table(callers), '', ...last].map((line) => line.slice(0, columns() - 1));
    write(`${erase(drawn)}${lines.join('\n')}\n`);
    drawn = lines.length;
  };

  return {
    add(record) {
      const caller = printable(who(record));
      const counts = callers.get(caller) ?? { allowed: 0, denied: 0, refused: 0 };
      counts[COUNTED_AS[record.outcome]]++;
      // The latest caller goes last, so that the longest silent one is the first to go from view.
      callers.delete(caller);
      callers.set(caller, counts);
      const { explanation: _, ...bare } = record;
      // Why is of interest where it was not allowed.
      const lines = explain(COUNTED_AS[record.outcome] === 'allowed' ? bare : record).split('\n');
      last = [...last, ...lines].slice(-MOST_DECISIONS);
      timer ??= setTimeout(draw, DRAW_MILLISECONDS).unref();
    },
    say(text) {
      write(erase(drawn) + text);
      drawn = 0;
      if (callers.size > 0 && !ended) draw();
    },
    end() {
      if (timer !== undefined) draw();
      drawn = 0;
      ended = true;
    },
  };
}

/** ECMA-48: cursor up, erase to the end of the screen. */
const erase = (lines: number): string => (lines === 0 ? '' : `\x1b[${lines}A\x1b[J`);

function table(callers: ReadonlyMap<string, Counts>): readonly string[] {
  const shown = [...callers].slice(-MOST_CALLERS).sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(...shown.map(([caller]) => caller.length), 6);
  const row = (first: string, cells: readonly string[]): string =>
    [first.padEnd(width), ...cells.map((cell) => cell.padStart(8))].join('');
  const hidden = callers.size - shown.length;
  return [
    row('caller', COUNTED),
    ...shown.map(([caller, counts]) =>
      row(
        caller,
        COUNTED.map((name) => String(counts[name])),
      ),
    ),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ];
}
