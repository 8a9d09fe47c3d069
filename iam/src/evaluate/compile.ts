import type { PolicyDocument } from '../document.js';
import { foldName } from '../fold.js';
import { type CompiledCondition, compileCondition } from './condition.js';
import { readText, type Token } from './text.js';

/** A statement, read once. */
export interface CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  /** Present where the statement holds something that is not evaluated here: it is never taken to allow, nor not to deny. */
  readonly unknown: string | undefined;
  readonly actions: Listed | undefined;
  readonly resources: Listed | undefined;
  /** As the document has it. */
  readonly principal: unknown;
  readonly conditions: readonly CompiledCondition[];
}

/** The texts of an element; `not` for `NotAction` and `NotResource`. An undefined text is one that IAM does not document. */
export interface Listed {
  readonly not: boolean;
  readonly texts: readonly (readonly Token[] | undefined)[];
  /**
   * True if a `*` of it ends inside of an ARN's segment. A `*` reaches over a colon only where it ends a segment (IAM User
   * Guide, "Using wildcards in resource ARNs"), so a match that such a one may have made is not certain.
   */
  readonly loose: readonly boolean[];
}

const compiled = new WeakMap<object, readonly CompiledStatement[]>();

/** Statements of a document. Documents are values: one that is changed after its first use keeps its first reading. */
export function compileDocument(document: PolicyDocument): readonly CompiledStatement[] {
  // Files may hold anything: what is no document is one statement that is not understood.
  if (recordOf(document) === undefined) return [compileStatement(undefined, 0, false, false)];
  const known = compiled.get(document);
  if (known !== undefined) return known;
  const variables = document.Version === '2012-10-17';
  const version = variables || document.Version === undefined || document.Version === '2008-10-17';
  const statements = (Array.isArray(document.Statement) ? document.Statement : [document.Statement]).map(
    (statement: unknown, index) => compileStatement(statement, index, variables, version),
  );
  compiled.set(document, statements);
  return statements;
}

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function compileStatement(value: unknown, index: number, variables: boolean, version: boolean): CompiledStatement {
  const statement = recordOf(value) ?? {};
  const { Sid, Effect, Action, NotAction, Resource, NotResource } = statement;
  const conditions = conditionsOf(statement.Condition, variables);
  const odd = Object.keys(statement).find((element) => !ELEMENTS.has(element));
  const actions = listed(Action, NotAction, false, true);
  const resources = listed(Resource, NotResource, variables, false);
  const unknown =
    (version ? undefined : 'the version of the document') ??
    (odd === undefined ? undefined : `the element ${odd}`) ??
    (Effect === 'Allow' || Effect === 'Deny' ? undefined : 'the effect') ??
    (actions === undefined || actions === 'unreadable' ? 'the actions' : undefined) ??
    (resources === 'unreadable' ? 'the resources' : undefined) ??
    (conditions === undefined ? 'the conditions' : undefined);
  return {
    index,
    sid: typeof Sid === 'string' ? Sid : undefined,
    effect: Effect === 'Allow' ? 'Allow' : 'Deny',
    unknown,
    actions: actions === 'unreadable' ? undefined : actions,
    resources: resources === 'unreadable' ? undefined : resources,
    principal: statement.Principal,
    conditions: conditions ?? [],
  };
}

function listed(plain: unknown, not: unknown, variables: boolean, lower: boolean): Listed | undefined | 'unreadable' {
  if (plain === undefined && not === undefined) return undefined;
  const raw = textsOf(plain ?? not);
  if (raw === undefined || (plain !== undefined && not !== undefined)) return 'unreadable';
  const texts = raw.map((text) => readText(lower ? foldName(text) : text, { variables, wildcards: true }));
  return { not: plain === undefined, texts, loose: raw.map(isLoose) };
}

const isLoose = (arn: string): boolean =>
  arn
    .replaceAll(/\$\{[^}]*\}/g, '$')
    .split(':')
    .slice(0, 5)
    .some((segment) => /\*./.test(segment));

function conditionsOf(value: unknown, variables: boolean): readonly CompiledCondition[] | undefined {
  if (value === undefined) return [];
  const found: CompiledCondition[] = [];
  for (const [operator, keys] of Object.entries(recordOf(value) ?? { '': value })) {
    const entries = Object.entries(recordOf(keys) ?? {});
    // AWS does not say what an operator without keys means.
    if (entries.length === 0) return undefined;
    for (const [key, values] of entries) {
      const texts = conditionValues(values);
      if (texts === undefined) return undefined;
      found.push(compileCondition(operator, key, texts, variables));
    }
  }
  return found;
}

/** A text or a list of texts; undefined for anything else and for an empty list. */
function textsOf(value: unknown): readonly string[] | undefined {
  const texts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === 'string') ? texts : undefined;
}

/** In conditions, JSON booleans and numbers stand for their text. */
function conditionValues(value: unknown): readonly string[] | undefined {
  const plain = (each: unknown): unknown =>
    typeof each === 'boolean' || typeof each === 'number' ? String(each) : each;
  return textsOf(Array.isArray(value) ? value.map(plain) : plain(value));
}

export const recordOf = (value: unknown): { readonly [key: string]: unknown } | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: unknown })
    : undefined;
