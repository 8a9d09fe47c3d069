import type { JsonNode } from '../json/json-node.js';
import { fieldsOf, type Refuse } from './fields.js';
import type { SampleValue, WorkbenchItem } from './workbench-model.js';

const TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']);

/** Sample items. Values that are not in DynamoDB's JSON, as older versions wrote inside of maps, are taken as they are. */
export const readItems = (nodes: readonly JsonNode[], refuse: Refuse): WorkbenchItem[] =>
  nodes.flatMap((node) => {
    const item = fieldsOf(node, 'a sample item', refuse);
    if (item === undefined) return [];
    return [new Map([...item.at.entries].map(([name, value]) => [name, sampleOf(value)]))];
  });

function sampleOf(node: JsonNode): SampleValue {
  if (node.kind === 'object' && node.entries.size === 1) {
    const [[type, value]] = node.entries as unknown as [[string, JsonNode]];
    if (TYPES.has(type)) return { type, value: plain(type, value) };
  }
  return untyped(node);
}

function plain(type: string, node: JsonNode): unknown {
  if (type === 'M' && node.kind === 'object') {
    // Some models hold `{ "M": { "M": { … } } }` for one map.
    const inner = node.entries.size === 1 ? node.entries.get('M') : undefined;
    if (inner?.kind === 'object') return plain('M', inner);
    return new Map([...node.entries].map(([name, value]) => [name, sampleOf(value)]));
  }
  if (type === 'L' && node.kind === 'array') return node.items.map(sampleOf);
  if (node.kind === 'array') return node.items.map((item) => (item.kind === 'scalar' ? item.value : undefined));
  return node.kind === 'scalar' ? node.value : undefined;
}

function untyped(node: JsonNode): SampleValue {
  if (node.kind === 'object') return { type: 'M', value: plain('M', node) };
  if (node.kind === 'array') return { type: 'L', value: plain('L', node) };
  if (node.value === null) return { type: 'NULL', value: null };
  const types = { string: 'S', number: 'N', boolean: 'BOOL' } as const;
  return { type: types[typeof node.value as keyof typeof types], value: node.value };
}
