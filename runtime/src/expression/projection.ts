import type { AttributeType } from '../codec/attribute.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan } from '../entity/plan.js';
import { RequestRefused } from '../errors/request-refused.js';
import type { Path } from './node.js';

/** One path of `select`: `address.city` in the schema's words, and as it is stored. */
export interface SelectedPath {
  readonly labels: readonly string[];
  readonly path: Path;
  readonly type: AttributeType;
}

/** Resolves the texts of `select`. */
export function selectPaths(plan: EntityPlan, texts: readonly string[]): readonly SelectedPath[] {
  if (texts.length === 0) throw new RequestRefused(`${plan.name}: select() needs at least one attribute.`);
  return texts.map((text) => {
    const [first = '', ...rest] = text.split('.');
    const attribute = plan.byName.get(first);
    let type = attribute?.type;
    const path: (string | number)[] = attribute ? [attribute.stored] : [];
    for (const step of rest) {
      const inner = type?.inside?.(step);
      type = inner?.type;
      if (inner) path.push(inner.stored);
    }
    if (type === undefined)
      throw new RequestRefused(
        `${plan.name} has no attribute ${text}: select() takes names such as ${plan.attributes[0]?.label}.`,
      );
    return { labels: [first, ...rest], path, type };
  });
}

/** Without the paths that lie inside of another one: DynamoDB refuses those that overlap. */
export function outermost(paths: readonly Path[]): readonly Path[] {
  const texts = paths.map((path) => JSON.stringify(path).slice(0, -1));
  return paths.filter(
    (_, i) => !texts.some((text, j) => (text === texts[i] ? j < i : texts[i]?.startsWith(`${text},`))),
  );
}

/** The selected values, nested as in the whole item; absent ones stay absent. */
export function pickSelected(paths: readonly SelectedPath[], item: StoredItem): { [name: string]: unknown } {
  const seen: { [name: string]: unknown } = {};
  for (const { labels, path, type } of paths) {
    let value = item[String(path[0])];
    for (const step of path.slice(1)) value = value?.M?.[String(step)];
    if (value === undefined) continue;
    let into = seen;
    for (const label of labels.slice(0, -1)) {
      into[label] ??= {};
      into = into[label] as { [name: string]: unknown };
    }
    into[labels.at(-1) as string] = type.decode(value, labels.join('.'));
  }
  return seen;
}
