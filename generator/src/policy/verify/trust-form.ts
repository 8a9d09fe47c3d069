import {
  type Condition,
  foldName,
  listOf,
  type PolicyDocument,
  readOperator,
  recordOf,
  type Statement,
} from '@tenantry/iam';
import { statementsOf } from './condition-texts.js';

/** A statement of a trust policy that lets in what the schema does not foresee. */
export interface UnforeseenTrust {
  readonly statement: string;
  readonly what: string;
}

/**
 * Compares a trust policy with the one that the schema gives. Each Allow must name principals and actions exactly, and for each
 * pair of them hold every condition of the statement that the schema gives for it, or a narrower one. Conditions beside these
 * only narrow. So nothing depends on whether some request that is tried here meets a condition.
 */
export function unforeseenTrust(document: PolicyDocument, given: PolicyDocument): readonly UnforeseenTrust[] {
  return statementsOf(document).flatMap((statement, i): readonly UnforeseenTrust[] => {
    const read = recordOf(statement);
    if (read?.Effect === 'Deny') return [];
    const what = read === undefined ? 'cannot be read' : unforeseenIn(statement, given.Statement);
    const name = typeof read?.Sid === 'string' ? read.Sid : String(i + 1);
    return what === undefined ? [] : [{ statement: name, what }];
  });
}

const ELEMENTS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Condition']);

function unforeseenIn(statement: Statement, given: readonly Statement[]): string | undefined {
  const odd = Object.keys(statement).find((element) => !ELEMENTS.has(element));
  if (odd !== undefined) return `has the element ${odd}`;
  const principals = principalsOf(statement);
  const actions: readonly unknown[] = listOf(statement.Action);
  if (principals === undefined || !actions.every((action) => typeof action === 'string')) return 'cannot be read';
  for (const principal of principals) {
    for (const action of actions) {
      const counterparts = given.filter((each) => isAbout(each, principal, String(action)));
      if (counterparts.length === 0) return `lets ${principal.name} use ${action}`;
      const lacking = counterparts.map((each) => lackingCondition(each.Condition ?? {}, statement.Condition));
      if (!lacking.includes(undefined))
        return `lets ${principal.name} use ${action} without the condition ${lacking[0]}`;
    }
  }
  return undefined;
}

interface NamedPrincipal {
  readonly kind: string;
  readonly name: string;
}

/** Returns the principals of a statement; undefined where they cannot be read. */
function principalsOf({ Principal }: Statement): readonly NamedPrincipal[] | undefined {
  if (Principal === '*') return [{ kind: 'AWS', name: '*' }];
  const kinds = recordOf(Principal);
  if (kinds === undefined) return undefined;
  const found = Object.entries(kinds).flatMap(([kind, names]) =>
    (Array.isArray(names) ? names : [names]).map((name: unknown) => ({ kind, name })),
  );
  return found.every((each): each is NamedPrincipal => typeof each.name === 'string') ? found : undefined;
}

const isAbout = (given: Statement, { kind, name }: NamedPrincipal, action: string): boolean =>
  (principalsOf(given) ?? []).some((each) => each.kind === kind && each.name === name) &&
  listOf(given.Action).some((each) => foldName(each) === foldName(action));

/** Returns the first condition of the schema's statement that the other does not hold, nor a narrower one. */
function lackingCondition(wanted: Condition, actual: unknown): string | undefined {
  const entries = Object.entries(recordOf(actual) ?? {}).flatMap(([operator, keys]) =>
    Object.entries(recordOf(keys) ?? {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  );
  for (const [operator, keys] of Object.entries(wanted)) {
    for (const [key, values] of Object.entries(keys)) {
      const isHeld = entries.some(
        (entry) =>
          foldName(entry.key) === foldName(key) && isWithin(operator, listOf(values), entry.operator, entry.values),
      );
      if (!isHeld) return `${operator} ${key}`;
    }
  }
  return undefined;
}

const textsOf = (values: unknown): readonly string[] =>
  (Array.isArray(values) ? values : [values]).map((value: unknown) => String(value));

/** Tests whether a condition on one key holds only where another does: the same or an exact operator, with no further value. */
function isWithin(
  wanted: string,
  wantedValues: readonly string[],
  actual: string,
  actualValues: readonly string[],
): boolean {
  if (actualValues.length === 0) return false;
  if (wanted === 'Null') return actual === 'Null' && actualValues.every((value) => wantedValues.includes(value));
  const [one, other] = [readOperator(wanted), readOperator(actual)];
  if (one === undefined || other === undefined || other.ifExists || one.quantifier !== other.quantifier) return false;
  const isExact = other.base === 'StringEquals' && one.base === 'StringLike';
  if (one.base !== other.base && !isExact) return false;
  // `?*` asks for a character; a text without variables has one, or a pattern of more than stars.
  if (wantedValues.length === 1 && wantedValues[0] === '?*')
    return actualValues.every((value) => hasCharacter(value, isExact));
  return actualValues.every((value) => wantedValues.includes(value));
}

const hasCharacter = (value: string, isExact: boolean): boolean =>
  !value.includes('${') && (isExact ? value : value.replaceAll('*', '')) !== '';
