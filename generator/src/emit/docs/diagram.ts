import type { Model } from '../../model/model.js';
import type { Table } from '../../model/table.js';
import { mermaidText } from '../print/markdown.js';

/** Mermaid refuses a diagram of more edges than 500; long before that nobody can read it. */
const MOST_EDGES = 100;

/** A Mermaid flowchart of a table: its key and indexes, and which entities are read by which. Undefined where it would be too large. */
export function tableDiagram(model: Model, table: Table): string | undefined {
  const entities = model.entities.filter((entity) => entity.table === table.name);
  const indexes = table.indexes.map(({ name }) => name);
  const edges = entities.flatMap(({ accessPatterns }, i) => [
    `  e${i} -->|primary| k`,
    ...accessPatterns.map(({ name, index }) => `  e${i} -->|"${mermaidText(name)}"| i${indexes.indexOf(index)}`),
  ]);
  if (edges.length > MOST_EDGES) return undefined;
  return [
    'flowchart LR',
    ...entities.map(({ name }, i) => `  e${i}["${mermaidText(name)}"]`),
    `  subgraph t["${mermaidText(table.name)}"]`,
    `    k["${keyText(table.partitionKey, table.sortKey)}"]`,
    ...table.indexes.map(
      ({ name, partitionKey = table.partitionKey, sortKey }, i) =>
        `    i${i}["${mermaidText(name)}: ${keyText(partitionKey, sortKey)}"]`,
    ),
    '  end',
    ...edges,
  ].join('\n');
}

const keyText = (partitionKey: string, sortKey: string | undefined): string =>
  mermaidText(sortKey === undefined ? partitionKey : `${partitionKey}, ${sortKey}`);
