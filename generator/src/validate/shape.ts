import type { Path } from '../diagnostics/path.js';
import { pathKey } from '../diagnostics/path.js';
import type { Problem } from '../diagnostics/problem.js';
import type { RawSchema } from '../parse/raw-schema.js';
import type { SchemaDocument } from '../parse/schema-document.js';
import type { Misspelt } from './misspelt.js';
import { respelt } from './misspelt.js';
import type { ShapeError } from './schema-shape.generated.js';
import validate from './schema-shape.generated.js';
import type { Repair } from './shape-recovery.js';
import { applyRepairs, damagedPart } from './shape-recovery.js';
import { meantProperty, misspeltProblem, shapeProblem } from './shape-wording.js';

export interface Shaped {
  /** The document, with misspelt properties under the names that they were meant to have. */
  readonly document: SchemaDocument;
  /** The parts of the document that have the shape of a schema. */
  readonly raw: RawSchema;
  readonly problems: readonly Problem[];
  /** Paths that were left out or only half understood (see `pathKey`): what refers to them is not checked further. */
  readonly broken: ReadonlySet<string>;
}

/** Checks a document against `schemas/tenantry.schema.json`: one problem for each cause. */
export function checkShape(written: SchemaDocument): Shaped {
  const misspelt = misspellings(written);
  const document = misspelt.length === 0 ? written : respelt(written, misspelt);
  const problems = misspelt.map(misspeltProblem);
  const errors = shapeErrors(document.root);
  const repairs = new Map<string, Repair>();
  const broken = new Set<string>();
  for (const error of causes(errors)) {
    const path = pathOf(error.instancePath, document.root);
    problems.push(shapeProblem(error, path));
    if (error.keyword === 'propertyNames') continue;
    const damage = damagedPart(error, path);
    repairs.set(pathKey(damage.path), damage.repair);
    broken.add(pathKey(damage.suspect));
  }
  const sound = repairs.size === 0 ? document.root : applyRepairs(document.root, [], repairs);
  // After the repairs the document has the shape that ajv has checked.
  return { document, raw: sound as unknown as RawSchema, problems, broken };
}

const shapeErrors = (root: unknown): readonly ShapeError[] => (validate(root) ? [] : (validate.errors ?? []));

/** Unknown properties that are close to one that is not given yet. */
function misspellings({ root }: SchemaDocument): Misspelt[] {
  const found: Misspelt[] = [];
  for (const error of shapeErrors(root)) {
    if (error.keyword !== 'additionalProperties') continue;
    const meant = meantProperty(error);
    const taken = meant !== undefined && Object.hasOwn(error.data as object, meant);
    const parent = pathOf(error.instancePath, root);
    if (
      meant === undefined ||
      taken ||
      found.some((each) => each.meant === meant && pathKey(each.parent) === pathKey(parent))
    )
      continue;
    found.push({ parent, written: String(error.params.additionalProperty), meant });
  }
  return found;
}

/** Without the errors that only repeat others: `if` repeats its branch, and a property name's own check its `propertyNames`. */
function causes(errors: readonly ShapeError[]): ShapeError[] {
  const badNames = new Map<string, ShapeError>();
  const nameChecks = new Set<ShapeError>();
  for (const error of errors) {
    if (error.keyword !== 'propertyNames') continue;
    const name = error.params.propertyName;
    const check = errors.find(
      (other) => other.keyword === 'pattern' && other.instancePath === error.instancePath && other.data === name,
    );
    if (check !== undefined) nameChecks.add(check);
    badNames.set(
      `${error.instancePath}\n${String(name)}`,
      check === undefined ? error : { ...error, parentSchema: check.parentSchema },
    );
  }
  return errors
    .filter((error) => error.keyword !== 'if' && !nameChecks.has(error))
    .map((error) =>
      error.keyword === 'propertyNames'
        ? (badNames.get(`${error.instancePath}\n${String(error.params.propertyName)}`) ?? error)
        : error,
    );
}

/** A JSON pointer as a path; list indexes become numbers. */
function pathOf(pointer: string, root: unknown): Path {
  let value = root;
  return pointer
    .split('/')
    .slice(1)
    .map((escaped) => {
      const step = escaped.replaceAll('~1', '/').replaceAll('~0', '~');
      const index = Array.isArray(value) ? Number(step) : step;
      value = (value as { readonly [step: string]: unknown })[step];
      return index;
    });
}
