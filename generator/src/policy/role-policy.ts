import { documentSize, LIMITS, type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { tableName } from './arn.js';
import { bucketStatements } from './bucket-statements.js';
import { uniqueSids } from './sid.js';
import { dataStatements } from './statements.js';

/** All that a role may do, as one document, which may be larger than IAM takes. */
export function rolePolicy(model: Model, role: Role, environment: Environment): PolicyDocument {
  // Statements of the user's own keep their Sids; ours give way.
  const own = role.additionalStatements as unknown as readonly Statement[];
  const taken = new Set(own.flatMap(({ Sid }) => Sid ?? []));
  const derived = [...dataStatements(model, role, environment), ...bucketStatements(model, role, environment)];
  return policyDocument([...uniqueSids(derived, taken), ...own]);
}

/**
 * The same in documents that IAM takes: as many statements in each as fit. A statement that is too large for any stands
 * alone; it cannot be cut, because a batch is allowed by one statement or not at all. The cuts are where the environment with
 * the longest names needs them, so every environment has the same parts.
 */
export function rolePolicies(model: Model, role: Role, environment: Environment): readonly PolicyDocument[] {
  const own = rolePolicy(model, role, environment).Statement;
  const sized = longestPolicy(model, role, environment).Statement;
  const parts: Sized[][] = [];
  for (const statement of own.flatMap((each, i) => cutQueries({ own: each, longest: sized[i] ?? each }))) {
    const last = parts.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= LIMITS.managed) last.push(statement);
    else parts.push([statement]);
  }
  return parts.length === 0
    ? [policyDocument([])]
    : parts.map((statements) => policyDocument(statements.map((each) => each.own)));
}

/** A statement, and the same one in the environment with the longest names. */
interface Sized {
  readonly own: Statement;
  readonly longest: Statement;
}

const sizeOf = (statements: readonly Sized[]): number =>
  documentSize(policyDocument(statements.map(({ longest }) => longest)));

/** Returns a role's policy with the longest Region, partition and table names of all environments: no environment's is larger. */
export function longestPolicy(model: Model, role: Role, environment: Environment): PolicyDocument {
  // Without an environment of its own a model is asked about one that stands for any.
  if (model.environments.length === 0) return rolePolicy(model, role, environment);
  const known = longest.get(model) ?? new Map<string, PolicyDocument>();
  longest.set(model, known);
  const document = known.get(role.name) ?? rolePolicy(model, role, longestEnvironment(model));
  known.set(role.name, document);
  return document;
}

/** Models are values, and each is asked about several environments. */
const longest = new WeakMap<Model, Map<string, PolicyDocument>>();

function longestEnvironment({ environments: all, tables }: Model): Environment {
  const longestOf = (text: (each: Environment) => string): string =>
    all.map(text).reduce((most, each) => (each.length > most.length ? each : most), '');
  return {
    name: 'longest',
    account: longestOf(({ account }) => account),
    region: longestOf(({ region }) => region),
    partition: longestOf(({ partition }) => partition),
    tables: Object.fromEntries(tables.map(({ name }) => [name, longestOf((each) => tableName(each, name))])),
  };
}

/** A query names one key, so a statement of queries alone may be cut by its patterns. */
function cutQueries(statement: Sized): readonly Sized[] {
  if (sizeOf([statement]) <= LIMITS.managed) return [statement];
  const [own, longest] = [halves(statement.own), halves(statement.longest)];
  if (own === undefined || longest === undefined) return [statement];
  return own.flatMap((half, i) => cutQueries({ own: half, longest: longest[i] ?? half }));
}

function halves(statement: Statement): readonly Statement[] | undefined {
  if (JSON.stringify(statement.Action) !== '["dynamodb:Query"]') return undefined;
  const operator = Object.keys(statement.Condition ?? {}).find(
    (name) => KEYS in (statement.Condition?.[name] ?? {}) && name !== 'Null',
  );
  const patterns = operator === undefined ? undefined : statement.Condition?.[operator]?.[KEYS];
  if (operator === undefined || !Array.isArray(patterns) || patterns.length < 2) return undefined;
  const half = Math.ceil(patterns.length / 2);
  return [patterns.slice(0, half), patterns.slice(half)].map(
    (some, i): Statement => ({
      ...statement,
      ...(statement.Sid !== undefined && { Sid: statement.Sid + (i === 0 ? 'A' : 'B') }),
      Condition: { ...statement.Condition, [operator]: { ...statement.Condition?.[operator], [KEYS]: some } },
    }),
  );
}

const KEYS = 'dynamodb:LeadingKeys';
