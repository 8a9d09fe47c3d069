import { isDeepStrictEqual } from 'node:util';
import { compileDocument, type PolicyDocument, type Statement } from '@tenantry/iam';
import type { Environment, Model, Scope } from '../../model/model.js';
import type { Role } from '../../model/role.js';
import { deriveRequiredAccess } from '../derive-required-access.js';
import { type Families, type Family, type FamilyCache, families, familyCache } from '../proof/family.js';
import type { RequiredAccess } from '../required-access.js';
import { roleArnFor } from '../tenant-role.js';
import { roleTags } from '../trust-policy.js';
import { conditionTexts, statementsOf } from './condition-texts.js';
import { type Needs, needsOf } from './needs.js';
import { type KeyCache, type OwnKeys, ownKeys, ownPattern } from './own-keys.js';
import { type StatementKeys, type StatementPattern, statementKeys } from './statement-keys.js';
import { namedTargets, type Target, type Touch, targetsOf, touchesOf, touchId } from './targets.js';

/** An Allow statement on DynamoDB. */
export interface CaseStatement {
  readonly name: string;
  readonly keys: StatementKeys;
  readonly touches: readonly Touch[];
  /** One of the user's own, appended as it is. */
  readonly additional: boolean;
}

/** A pattern of a statement, and what it matches for the session's own values. */
export interface CasePattern extends StatementPattern {
  readonly own: Family;
}

/** Results of one role or environment that hold for the others too. */
export interface Caches {
  readonly keys: KeyCache;
  readonly families: FamilyCache;
}

export const noCaches = (): Caches => ({
  keys: new Map(),
  families: familyCache(),
});

/** One role's documents, made ready for every check. */
export interface RoleCase {
  readonly model: Model;
  readonly environment: Environment;
  readonly role: Role;
  readonly arn: string;
  readonly identity: readonly PolicyDocument[];
  /** `identity` without the statements of the schema's own. */
  readonly derived: readonly PolicyDocument[];
  /** Of the table that is looked at, where it takes part. */
  readonly resource?: PolicyDocument;
  readonly caches: Caches;
  readonly targets: readonly Target[];
  readonly statements: readonly CaseStatement[];
  readonly requiredAccess: readonly RequiredAccess[];
  /** An attribute of each list to which a statement limits requests. */
  readonly listed: readonly string[];
  /** By `touchId`. */
  readonly needs: ReadonlyMap<string, Needs>;
  /** The principal tags that each session carries. */
  readonly tags: readonly string[];
  readonly ownKeys: OwnKeys;
  /** The scopes that have an owner. */
  readonly scopes: readonly OwnedScope[];
}

export type OwnedScope = Scope & { readonly parameter: string; readonly principalTag: string };

export function roleCase(
  model: Model,
  environment: Environment,
  role: Role,
  identity: readonly PolicyDocument[],
  caches: Caches,
): RoleCase {
  const known = targetsOf(model, environment);
  const [added, derived] = [true, false].map((is) =>
    identity.flatMap(statementsOf).filter((statement) => isAdditional(role, statement) === is),
  );
  const targets = [
    ...known,
    ...namedTargets(derived ?? [], known),
    // Tables that the schema's own statements name and the model does not know are the user's.
    ...namedTargets(added ?? [], known).filter(({ table }) => table !== ''),
  ];
  const requiredAccess = deriveRequiredAccess(model, role);
  const tags = roleTags(model, role);
  return {
    ...{ model, environment, role, identity, caches, targets, requiredAccess, tags },
    arn: roleArnFor(model, environment, role, 'a'),
    derived: identity.map((document) => ({
      ...document,
      Statement: statementsOf(document).filter((statement) => !isAdditional(role, statement)),
    })),
    statements: identity.flatMap((document, i) => caseStatements(document, i, role, targets)),
    listed: listedAttributes(identity),
    needs: needsOf(requiredAccess, targets, tags, caches.keys),
    ownKeys: ownKeys(model, role, caches.keys),
    scopes: model.scopes.filter(
      (scope): scope is OwnedScope => scope.parameter !== undefined && scope.principalTag !== undefined,
    ),
  };
}

function caseStatements(
  document: PolicyDocument,
  policy: number,
  role: Role,
  targets: readonly Target[],
): readonly CaseStatement[] {
  const statements = statementsOf(document);
  return compileDocument(document).flatMap((compiled): readonly CaseStatement[] => {
    const statement: Statement | undefined = statements[compiled.index];
    if (statement === undefined || compiled.effect !== 'Allow') return [];
    const touched = touchesOf(compiled, targets);
    if (touched.length === 0) return [];
    return [
      {
        name: compiled.sid ?? `${compiled.index + 1}${policy > 0 ? ` of policy ${policy + 1}` : ''}`,
        keys: statementKeys(document, statement),
        touches: touched,
        additional: isAdditional(role, statement),
      },
    ];
  });
}

/** One of each list is enough: a request for it alone passes. */
function listedAttributes(documents: readonly PolicyDocument[]): readonly string[] {
  const firsts = documents
    .flatMap(statementsOf)
    .map((statement) => conditionTexts([{ Version: '2012-10-17', Statement: [statement] }], 'dynamodb:Attributes')[0]);
  return [...new Set(firsts.filter((name) => name !== undefined))];
}

const isAdditional = (role: Role, statement: Statement): boolean =>
  role.additionalStatements.some((own) => isDeepStrictEqual(own, statement));

/** The statements on an action and a target. */
export const statementsOn = ({ statements }: RoleCase, action: string, target: Target): readonly CaseStatement[] =>
  statements.filter(({ touches }) => touches.some((touch) => touch.action === action && touch.target === target));

/**
 * By action and target, what the statements match for the session's own values. Statements of another form match nothing
 * here.
 */
export function familiesByTouch(subject: RoleCase): (action: string, target: Target) => Families {
  const found = new Map<string, Families>();
  // Most actions have their statements in common with others.
  const byStatements = new Map<string, Families>();
  return (action, target) => {
    const id = touchId(action, target);
    const known = found.get(id);
    if (known !== undefined) return known;
    const on = statementsOn(subject, action, target);
    const together = on.map((statement) => subject.statements.indexOf(statement)).join();
    const made =
      byStatements.get(together) ??
      families(on.flatMap((statement) => casePatterns(subject, statement)).map(({ own }) => own));
    byStatements.set(together, made);
    found.set(id, made);
    return made;
  };
}

export const casePatterns = ({ tags }: RoleCase, { keys }: CaseStatement): readonly CasePattern[] =>
  (keys.patterns ?? []).flatMap((pattern) => {
    const own = ownPattern(pattern, tags);
    return own === undefined ? [] : [{ ...pattern, own }];
  });
