const WIDTH = 720;
const LABEL = 240;
const ROW = 22;

/**
 * Horizontal bars as an SVG, legible on light and dark ground. `groups`: each with a title and its bars; bars of `ours` stand
 * out. One scale for all.
 */
export function barChart({ title, unit, groups }) {
  const most = Math.max(...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const rows = [];
  let y = 34;
  for (const group of groups) {
    if (group.title) {
      y += 8;
      rows.push(`<text class="group" x="0" y="${y + 12}">${escaped(group.title)}</text>`);
      y += ROW;
    }
    for (const { label, value, ours } of group.bars) {
      const width = Math.max(1, Math.round(((WIDTH - LABEL - 90) * value) / most));
      rows.push(
        `<text x="${LABEL - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`,
        `<rect class="${ours ? 'ours' : 'other'}" x="${LABEL}" y="${y + 3}" width="${width}" height="${ROW - 7}" rx="2"/>`,
        `<text x="${LABEL + width + 6}" y="${y + 14}">${escaped(`${value.toLocaleString('en-US')}${unit}`)}</text>`,
      );
      y += ROW;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 10}" width="${WIDTH}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 12px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 14px; font-weight: 600; }
.group { font-weight: 600; }
.ours { fill: #0969da; }
.other { fill: #8c959f; }
@media (prefers-color-scheme: dark) { text { fill: #d0d7de; } .ours { fill: #58a6ff; } .other { fill: #6e7681; } }
</style>
<text class="title" x="0" y="16">${escaped(title)}</text>
${rows.join('\n')}
</svg>
`;
}

const escaped = (text) =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character]);
