/** A Markdown table: the first column is text, the others are figures. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

export const number = (value) => (value === undefined || value === null ? '–' : value.toLocaleString('en-US'));

/** Few digits: a benchmark has no more. */
export function figure(value, digits = 2) {
  if (value === undefined || value === null || Number.isNaN(value)) return '–';
  return value >= 100 ? number(Math.round(value)) : Number(value.toFixed(digits)).toString();
}

export const kilobytes = (bytes) => (bytes / 1000).toFixed(1);

/** Median with the quarters around it, where there are any. */
export const withSpread = ({ median, low, high }, digits) =>
  low === high ? figure(median, digits) : `${figure(median, digits)} (${figure(low, digits)}–${figure(high, digits)})`;
