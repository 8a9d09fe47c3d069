import { readFileSync } from 'node:fs';
import { barChart } from './chart.mjs';
import { SECTIONS } from './sections.mjs';
import { table } from './table.mjs';
import { judge } from './targets.mjs';

const NOTES = new URL('./notes.md', import.meta.url);

/** The files of the report, made of the results alone: the page and its charts. */
export function renderReport({ machine, parts }) {
  const charts = [];
  const sections = Object.entries(SECTIONS).flatMap(([part, section]) => {
    if (parts[part] === undefined) return [];
    const { title, text, charts: own = [] } = section(parts[part]);
    const images = own.map((chart) => {
      charts.push({ path: `docs/performance/${chart.name}.svg`, text: barChart(chart) });
      return `\n\n![${chart.title}](performance/${chart.name}.svg)`;
    });
    return [`## ${title}\n\n${text}${images.join('')}`];
  });
  const page = `# Performance

Measured on ${machine.cores} cores (${machine.processor}) with Node ${machine.node.slice(1)}, by \`npm run bench\`, which installs the pinned peers,
measures everything anew and writes this page and \`bench/results.json\`; \`npm run bench -- types bundle\` measures some parts,
\`-- --short\` tries them. Absolute times mean little on a shared machine; ratios are of interleaved rounds. Deterministic figures
(type instantiations, bundle bytes, STS calls) are also tests.

## Targets

${table(
  ['what', 'target', 'figure', ''],
  judge(parts).map(({ what, target, figures, verdict }) => [what, target, figures, verdict]),
)}

${readFileSync(NOTES, 'utf8').trim()}

${sections.join('\n\n')}
`;
  return [{ path: 'docs/performance.md', text: page }, ...charts];
}
