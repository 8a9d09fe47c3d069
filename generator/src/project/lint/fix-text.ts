import type { Statement } from '@tenantry/iam';

/**
 * The elements of a statement that a fix changes, as a difference: in YAML for a YAML file, else in JSON. What the rest of the
 * statement says stays as it is.
 */
export function fixText(file: string, before: unknown, fix: readonly Statement[]): string {
  const print = /\.(?:ya?ml|template)$/i.test(file) ? yamlLines : jsonLines;
  const marked = (mark: string, key: string, value: unknown): readonly string[] =>
    print(key, value).map((line) => `${mark} ${line}`);
  const [first, ...others] = fix;
  const lines = changedElements(before as Elements, (first ?? {}) as Elements).flatMap(([key, from, to]) => [
    ...(from === undefined ? [] : marked('-', key, from)),
    ...(to === undefined ? [] : marked('+', key, to)),
  ]);
  for (const statement of others) {
    lines.push('+ and a statement beside it:');
    for (const [key, value] of Object.entries(statement)) lines.push(...marked('+', key, value));
  }
  return lines.join('\n');
}

interface Elements {
  readonly [key: string]: unknown;
}

/** Of a condition only the operators that change. */
function changedElements(before: Elements, after: Elements): readonly (readonly [string, unknown, unknown])[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key): readonly (readonly [string, unknown, unknown])[] => {
    const [from, to] = [before[key], after[key]];
    if (JSON.stringify(from) === JSON.stringify(to)) return [];
    if (key !== 'Condition' || !isRecord(from) || !isRecord(to)) return [[key, from, to]];
    const same = (operator: string): boolean => JSON.stringify(from[operator]) === JSON.stringify(to[operator]);
    const without = (condition: Elements): Elements =>
      Object.fromEntries(Object.entries(condition).filter(([operator]) => !same(operator)));
    const [old, changed] = [without(from), without(to)];
    return [[key, Object.keys(old).length > 0 ? old : undefined, changed]];
  });
}

const isRecord = (value: unknown): value is Elements =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const HOLE = /⟦!?([^⟧]*)⟧/g;

const jsonLines = (key: string, value: unknown): readonly string[] =>
  `"${key}": ${JSON.stringify(withSub(value), undefined, 2)}`.split('\n');

/** A text that is known at deployment only is written with `Fn::Sub`, as the template had it in some form. */
function withSub(value: unknown): unknown {
  if (typeof value === 'string') return value.includes('⟦') ? { 'Fn::Sub': subText(value) } : value;
  if (Array.isArray(value)) return value.map(withSub);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSub(each)])) : value;
}

const subText = (text: string): string => text.replaceAll('${', '${!').replaceAll(HOLE, '${$1}');

function yamlLines(key: string, value: unknown, indent = ''): readonly string[] {
  const name = /^[\w:/.-]+$/.test(key) && !/^(?:null|true|false|yes|no|on|off)$/i.test(key) ? key : JSON.stringify(key);
  if (isRecord(value)) {
    return [
      `${indent}${name}:`,
      ...Object.entries(value).flatMap(([inner, each]) => yamlLines(inner, each, `${indent}  `)),
    ];
  }
  if (!Array.isArray(value)) return [`${indent}${name}: ${yamlText(value)}`];
  return [`${indent}${name}:`, ...value.map((each) => `${indent}  - ${yamlText(each)}`)];
}

const yamlText = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value);
  if (value.includes('⟦')) return `!Sub ${JSON.stringify(subText(value))}`;
  return /^[A-Za-z][\w:/.*-]*$/.test(value) &&
    !/: |:$/.test(value) &&
    !/^(?:null|true|false|yes|no|on|off)$/i.test(value)
    ? value
    : JSON.stringify(value);
};
