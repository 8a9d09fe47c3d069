import { recordOf } from '../evaluate/compile.js';

/** The conditions of a template under which a policy exists. */
export interface PolicyConditions {
  /** Hold whenever the policy exists. */
  readonly hold: readonly string[];
  /** Where all of these hold, the policy exists. */
  readonly suffice: readonly string[];
}

/** A policy that may exist under conditions only. */
export interface Conditional {
  readonly document: unknown;
  readonly conditions?: PolicyConditions;
}

/**
 * Returns the documents of policies that count together, as one of them can rely on them: a Deny that may be missing where
 * that one exists denies nothing.
 */
export function documentsBeside(policies: readonly Conditional[], own: Conditional): readonly unknown[] {
  const held = new Set(own.conditions?.hold);
  return policies.map((each) => {
    const { document, conditions } = each;
    const isThere = each === own || (conditions?.suffice ?? []).every((condition) => held.has(condition));
    return isThere ? document : withoutDenies(document);
  });
}

const stripped = new WeakMap<object, unknown>();

/** Keeps the numbers of the statements, and the same document for the same one. */
function withoutDenies(document: unknown): unknown {
  const record = recordOf(document);
  if (record === undefined) return document;
  const made = stripped.get(record) ?? {
    ...record,
    Statement: [record.Statement].flat().map((statement) => {
      const { NotAction, ...rest } = recordOf(statement) ?? {};
      return rest.Effect === 'Deny' ? { ...rest, Action: 'none:none' } : statement;
    }),
  };
  stripped.set(record, made);
  return made;
}
