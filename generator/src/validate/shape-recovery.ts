import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import type { ShapeError } from './schema-shape.generated.js';

/** `remove` leaves the part out, `stand-in` puts a type in its place that nothing complains about. */
export type Repair = 'remove' | 'stand-in';

export interface Damage {
  readonly path: Path;
  readonly repair: Repair;
  /** Paths that failed to parse. Rules skip anything that depends on them. */
  readonly suspect: Path;
}

const STAND_IN = 'json';

/** Sections whose parts can be left out one by one. */
const SECTIONS: ReadonlySet<unknown> = new Set([
  'environments',
  'scopes',
  'tables',
  'types',
  'entities',
  'collections',
  'buckets',
  'roles',
]);

/** Properties of a definition that can be left out without making the rest senseless. */
const DETACHABLE: ReadonlySet<unknown> = new Set([
  'description',
  'unique',
  'version',
  'shard',
  'writeGuard',
  'additionalStatements',
  'marker',
  'ttl',
]);

/** The smallest part that has to go so that the rest has the right shape. */
export function damagedPart(error: ShapeError, path: Path): Damage {
  if (error.keyword === 'additionalProperties') {
    const unknown = [...path, String(error.params.additionalProperty)];
    return {
      path: unknown,
      repair: 'remove',
      suspect: isField(path) ? path.slice(0, fieldDepth(path)) : path.slice(0, 2),
    };
  }
  const [section, , part] = path;
  const remove = (length: number): Damage => ({
    path: path.slice(0, length),
    repair: 'remove',
    suspect: path.slice(0, length),
  });
  if (!SECTIONS.has(section) || path.length < 2) return remove(1);
  if (isField(path)) {
    const field = path.slice(0, fieldDepth(path));
    return { path: field, repair: 'stand-in', suspect: field };
  }
  if ((part === 'indexes' || part === 'grants') && path.length >= 4) return remove(4);
  if (DETACHABLE.has(part)) return remove(3);
  return remove(2);
}

/** `['entities', 'Member', 'attributes', 'email', …]` or `['types', 'Address', 'city', …]`. */
const isField = (path: Path): boolean =>
  (path[0] === 'entities' && path[2] === 'attributes' && path.length >= 4) || (path[0] === 'types' && path.length >= 3);

const fieldDepth = (path: Path): number => (path[0] === 'types' ? 3 : 4);

/** A copy of a value with the repairs done. */
export function applyRepairs(value: unknown, path: Path, repairs: ReadonlyMap<string, Repair>): unknown {
  if (Array.isArray(value)) return value.map((item, index) => applyRepairs(item, [...path, index], repairs));
  if (typeof value !== 'object' || value === null) return value;
  const copy: { [key: string]: unknown } = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    const here = [...path, key];
    const repair = repairs.get(pathKey(here));
    if (repair === 'remove') continue;
    copy[key] = repair === 'stand-in' ? STAND_IN : applyRepairs(item, here, repairs);
  }
  return copy;
}
