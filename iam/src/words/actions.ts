import { foldName } from '../fold.js';
import { DYNAMODB_ACTION_CLASSES, type DynamodbActionClass } from './dynamodb-actions.js';
import { actionsInsteadOf } from './dynamodb-operations.js';
import { canBeginWith, hasWildcard, matchesPattern } from './glob.js';
import { nearestWord } from './nearest.js';
import { ROUTES, type Route } from './routes.js';
import { SERVICE_ACTIONS } from './service-actions.js';
import { SERVICES } from './services.js';

/**
 * The reach of an action: of DynamoDB by class; `route`, items or rights by another service; `elsewhere`, neither; `unknown`,
 * a name that no list has, which may do anything.
 */
export type ActionClass = DynamodbActionClass | 'route' | 'elsewhere' | 'unknown';

/** One text of an `Action` element, read against the closed lists. */
export interface ReadAction {
  readonly text: string;
  /** The classes of everything that the text can match. */
  readonly classes: ReadonlySet<ActionClass>;
  /** The actions of DynamoDB that the text matches. */
  readonly matches: readonly string[];
  /** The services by which the text leads to items or rights. */
  readonly routes: readonly Route[];
  /** For a name that no list has: why it is none, and the action that may be meant. */
  readonly problem?: ActionProblem;
}

export interface ActionProblem {
  readonly summary: string;
  readonly nearest?: readonly string[];
}

const DYNAMODB = 'dynamodb:';

/**
 * Reads one text of an `Action` element. A pattern may match actions that AWS adds later, so a pattern that can match a name of
 * DynamoDB has the class `unknown` beside those of the actions that it matches today.
 */
export function readAction(text: string): ReadAction {
  const known = [...DYNAMODB_ACTION_CLASSES].filter(([action]) => matchesPattern(text, action));
  const classes = new Set<ActionClass>(known.map(([, kind]) => kind));
  const routes = ROUTES.filter((route) => leadsBy(route, text));
  if (routes.length > 0) classes.add('route');
  const problem = problemOf(text);
  const open = hasWildcard(text) ? canBeginWith(text, DYNAMODB) : known.length === 0 && isOf(text, DYNAMODB);
  if (open || (problem !== undefined && !hasWildcard(text))) classes.add('unknown');
  if (classes.size === 0) classes.add('elsewhere');
  return { text, classes, matches: known.map(([action]) => action), routes, ...(problem && { problem }) };
}

/** Returns the class of an exact action. */
export function classifyAction(action: string): ActionClass {
  const { classes } = readAction(action);
  return (['unknown', 'route'] as const).find((kind) => classes.has(kind)) ?? [...classes][0] ?? 'unknown';
}

const isOf = (text: string, prefix: string): boolean => foldName(text).startsWith(prefix);

function leadsBy({ service, only, except }: Route, text: string): boolean {
  if (!canBeginWith(text, `${service}:`)) return false;
  if (only !== undefined) return only.some((name) => overlap(text, `${service}:${name}`));
  // A pattern reaches beyond the exceptions unless it is one of them.
  const isException = (name: string): boolean =>
    foldName(text) === foldName(`${service}:${name}`) ||
    (matchesPattern(`${service}:${name}`, text) && !/^[^:]*[*?]/.test(text));
  return !(except ?? []).some(isException);
}

/** Tests whether two patterns have a common text, without regard to case. */
function overlap(one: string, other: string): boolean {
  const [a, b] = [foldName(one), foldName(other)];
  const seen = new Set<string>();
  const meet = (i: number, j: number): boolean => {
    const id = `${i} ${j}`;
    if (seen.has(id)) return false;
    seen.add(id);
    if (i === a.length && j === b.length) return true;
    if (a[i] === '*') return meet(i + 1, j) || (j < b.length && meet(i, j + 1));
    if (b[j] === '*') return meet(i, j + 1) || (i < a.length && meet(i + 1, j));
    if (i === a.length || j === b.length) return false;
    return (a[i] === b[j] || a[i] === '?' || b[j] === '?') && meet(i + 1, j + 1);
  };
  return meet(0, 0);
}

/** Returns what is wrong with a text that names no action of any list. */
function problemOf(text: string): ActionProblem | undefined {
  if (text === '*') return undefined;
  const colon = text.indexOf(':');
  if (colon < 0) return { summary: 'names no service: write `service:Action`' };
  const [service, name] = [foldName(text.slice(0, colon)), text.slice(colon + 1)];
  if (hasWildcard(service)) return undefined;
  if (!SERVICES.has(service)) {
    const near = nearestWord(service, SERVICES);
    return { summary: `is of no service of AWS`, ...(near && { nearest: [`${near}:${name}`] }) };
  }
  const instead = service === 'dynamodb' ? actionsInsteadOf(name) : undefined;
  if (instead !== undefined) return { summary: 'is an operation of the API and no IAM action', nearest: instead };
  const names = namesOf(service);
  if (names === undefined || names.some((each) => matchesPattern(name, each))) return undefined;
  const near = nearestWord(name, names);
  return {
    summary: hasWildcard(name) ? `matches no action of ${service}` : `is not an action of ${service}`,
    ...(near && { nearest: [`${service}:${near}`] }),
  };
}

/** Returns the names of all actions of a service; undefined where they are not listed. */
function namesOf(service: string): readonly string[] | undefined {
  if (service !== 'dynamodb') return SERVICE_ACTIONS.get(service);
  return [...DYNAMODB_ACTION_CLASSES.keys()].map((action) => action.slice(DYNAMODB.length));
}
