import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { AttributeType, Step } from '../codec/attribute.js';
import { REDACTED, shownStep } from '../codec/sensitive.js';
import type { StoredItem } from '../entity/encode-item.js';
import type { EntityPlan } from '../entity/plan.js';
import { refuseArgument } from '../errors/refuse-argument.js';
import { RequestRefused } from '../errors/request-refused.js';
import type { Path } from './node.js';

/** One path of `select`: `address.city` or `ratings[0].kind` in the schema's words, and as it is stored. */
export interface SelectedPath {
  readonly labels: readonly Step[];
  /** The labels for messages. */
  readonly shown: readonly Step[];
  readonly path: Path;
  readonly type: AttributeType;
  /** In a collection: the entity whose attribute it is. */
  readonly entity?: string;
}

const FORM = /^[^.[\]]+(?:\.[^.[\]]+|\[\d+\])*$/;

/** Resolves the texts of `select`. */
export function selectPaths(plan: EntityPlan, texts: readonly string[]): readonly SelectedPath[] {
  if (texts.length === 0) throw new RequestRefused(`${plan.name}: select() needs at least one attribute.`);
  return texts.map((text) => {
    const found = selectPath(plan, text);
    if (found !== undefined) return found;
    throw new RequestRefused(
      `${plan.name} has no attribute ${shownPath(plan, text)}: select() takes names such as ${plan.attributes[0]?.label}.`,
    );
  });
}

/** A path that is none, for messages. */
const shownPath = ({ byName }: EntityPlan, text: string): string => {
  const [first = '', ...rest] = stepsOf(text);
  return byName.get(String(first))?.sensitive && rest.length > 0 ? `${first}.${REDACTED}` : text;
};

/** One path; undefined where the entity has none such. */
export function selectPath({ name, byName }: EntityPlan, text: string): SelectedPath | undefined {
  if (typeof text !== 'string') refuseArgument(`${name}: select()`, 'names of attributes', text);
  const labels = stepsOf(text);
  const [first = '', ...rest] = labels;
  const attribute = byName.get(String(first));
  let type = attribute?.virtual ? undefined : attribute?.type;
  const path: Step[] = attribute ? [attribute.stored] : [];
  const shown: Step[] = [first];
  for (const step of rest) {
    shown.push(type ? shownStep(type, step) : step);
    const inner = type?.inside?.(step);
    type = inner?.type;
    if (inner) path.push(inner.stored);
  }
  return type && { labels, shown, path, type };
}

function stepsOf(text: string): readonly Step[] {
  if (!FORM.test(text)) return [text];
  const pieces = text.match(/[^.[\]]+/g) ?? [];
  // A number without brackets is a field's name.
  return pieces.map((piece) => (text.includes(`[${piece}]`) && /^\d+$/.test(piece) ? Number(piece) : piece));
}

/** Without the paths that lie inside of another one: DynamoDB refuses those that overlap. */
export function outermost(paths: readonly Path[]): readonly Path[] {
  const texts = paths.map((path) => JSON.stringify(path).slice(0, -1));
  return paths.filter(
    (_, i) => !texts.some((text, j) => (text === texts[i] ? j < i : texts[i]?.startsWith(`${text},`))),
  );
}

/** The paths below one step. */
interface Branch {
  readonly label: Step;
  readonly shown: Step;
  readonly stored: Step;
  /** The type of what ends here: it is taken whole. */
  readonly whole: AttributeType | undefined;
  readonly inner: readonly SelectedPath[];
}

/** The selected values, nested as in the whole item; absent ones stay absent. */
export function pickSelected(paths: readonly SelectedPath[], item: StoredItem): { [name: string]: unknown } {
  return pickFields(paths, item, '');
}

function pickFields(
  paths: readonly SelectedPath[],
  fields: { readonly [name: string]: AttributeValue },
  above: string,
): { [name: string]: unknown } {
  const seen: { [name: string]: unknown } = {};
  for (const branch of branchesOf(paths)) {
    const value = fields[String(branch.stored)];
    const { shown } = branch;
    if (value !== undefined)
      seen[String(branch.label)] = pickValue(branch, value, above === '' ? String(shown) : `${above}.${shown}`);
  }
  return seen;
}

function pickValue({ whole, inner }: Branch, value: AttributeValue, label: string): unknown {
  if (whole !== undefined) return whole.decode(value, label);
  if (value.M !== undefined) return pickFields(inner, value.M, label);
  // DynamoDB gives the selected elements one after the other, in the order of the list.
  const elements = [...branchesOf(inner)].sort((a, b) => Number(a.stored) - Number(b.stored));
  return (value.L ?? []).flatMap((element, i) => {
    const branch = elements[i];
    return branch === undefined ? [] : [pickValue(branch, element, `${label}[${branch.label}]`)];
  });
}

function branchesOf(paths: readonly SelectedPath[]): readonly Branch[] {
  const branches = new Map<Step, Branch>();
  for (const { labels, shown, path, type } of paths) {
    const [label, ...labelsBelow] = labels;
    const [name = '', ...shownBelow] = shown;
    const [stored, ...below] = path;
    if (label === undefined || stored === undefined) continue;
    const before = branches.get(stored);
    branches.set(stored, {
      label,
      shown: name,
      stored,
      whole: before?.whole ?? (below.length === 0 ? type : undefined),
      inner: [
        ...(before?.inner ?? []),
        ...(below.length === 0 ? [] : [{ labels: labelsBelow, shown: shownBelow, path: below, type }]),
      ],
    });
  }
  return [...branches.values()];
}
