import { documentSize, LIMITS, type PolicyDocument, policyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
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
 * alone; it cannot be cut, because a batch is allowed by one statement or not at all.
 */
export function rolePolicies(model: Model, role: Role, environment: Environment): readonly PolicyDocument[] {
  const { Statement: statements } = rolePolicy(model, role, environment);
  const parts: Statement[][] = [];
  for (const statement of statements.flatMap(cutQueries)) {
    const last = parts.at(-1);
    if (last !== undefined && documentSize(policyDocument([...last, statement])) <= LIMITS.managed)
      last.push(statement);
    else parts.push([statement]);
  }
  return parts.length === 0 ? [policyDocument([])] : parts.map(policyDocument);
}

/** A query names one key, so a statement of queries alone may be cut by its patterns. */
function cutQueries(statement: Statement): readonly Statement[] {
  if (documentSize(policyDocument([statement])) <= LIMITS.managed) return [statement];
  if (JSON.stringify(statement.Action) !== '["dynamodb:Query"]') return [statement];
  const operator = Object.keys(statement.Condition ?? {}).find(
    (name) => KEYS in (statement.Condition?.[name] ?? {}) && name !== 'Null',
  );
  const patterns = operator === undefined ? undefined : statement.Condition?.[operator]?.[KEYS];
  if (operator === undefined || !Array.isArray(patterns) || patterns.length < 2) return [statement];
  const half = Math.ceil(patterns.length / 2);
  return [patterns.slice(0, half), patterns.slice(half)]
    .map(
      (some, i): Statement => ({
        ...statement,
        ...(statement.Sid !== undefined && { Sid: statement.Sid + (i === 0 ? 'A' : 'B') }),
        Condition: { ...statement.Condition, [operator]: { ...statement.Condition?.[operator], [KEYS]: some } },
      }),
    )
    .flatMap(cutQueries);
}

const KEYS = 'dynamodb:LeadingKeys';
