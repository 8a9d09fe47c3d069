import {
  ANY,
  type Chain,
  type CharacterClass,
  CLOSING,
  classWithout,
  DIGIT,
  foldName,
  type Goal,
  literal,
  many,
  one,
  SESSION_TAG_CHARACTER,
  SOMETHING,
  type Step,
  TAG,
} from '@tenantry/iam';
import { keyTemplate } from '../../keys/key-template.js';
import type { Model, Scope } from '../../model/model.js';
import type { Step as KeyStep } from '../proof/chain.js';
import { unscopedChains } from '../verify/entity-chains.js';
import type { Target } from '../verify/targets.js';

/** A goal of a role's policies, and what it says about. */
export interface TenantGoal {
  readonly kind: 'foreign' | 'keyless' | 'public' | 'unscoped' | 'outside';
  readonly goal: Goal;
  /** Of `foreign` and `public`. */
  readonly scope?: Scope;
  /** Of `unscoped`: whose keys they are. */
  readonly entity?: string;
}

export const KEYLESS: TenantGoal = { kind: 'keyless', goal: { id: 'keyless', texts: 'absent' } };

const TAG_KEY = 'aws:principaltag/';

/** The condition key of a principal tag, as the engine names it. */
export const tagKey = (principalTag: string): string => TAG_KEY + foldName(principalTag);

/** The keys of a scope that another owner has; of public scopes none. */
export const foreignGoals = ({ scopes }: Model): readonly TenantGoal[] =>
  scopes.flatMap((scope): readonly TenantGoal[] => {
    const { principalTag, prefix, name } = scope;
    if (principalTag === undefined) return [];
    const owner = { kind: 'owner' as const, of: ownerClass(prefix) };
    const goal: Goal = {
      id: `foreign ${name}`,
      texts: {
        session: tagKey(principalTag),
        chains: scopeChains(prefix, [owner]),
        nobodys: scopeChains(prefix, []),
      },
    };
    return [{ kind: 'foreign', goal, scope }];
  });

/** Every key outside of some scopes. */
export const outsideGoal = (scopes: readonly Scope[]): TenantGoal => ({
  kind: 'outside',
  goal: {
    id: `outside ${scopes.map(({ name }) => name).join()}`,
    texts: {
      chains: [SOMETHING],
      without: scopes.flatMap(({ prefix }) => {
        const of = ownerClass(prefix);
        return scopeChains(prefix, [one(of), many(of)]);
      }),
    },
  },
});

/** The keys of each public scope. */
export const publicGoals = ({ scopes }: Model): readonly TenantGoal[] =>
  scopes.flatMap((scope): readonly TenantGoal[] =>
    scope.parameter === undefined
      ? [
          {
            kind: 'public',
            goal: { id: `public ${scope.name}`, texts: { chains: scopeChains(scope.prefix, []) } },
            scope,
          },
        ]
      : [],
  );

/**
 * The keys of a scope with an owner: its prefix alone, and what goes on behind it. That is more than the model's templates
 * make, so it also covers keys that were written past the client.
 */
function scopeChains(prefix: string, owner: Chain, after: Chain = []): readonly Chain[] {
  const own = [...after, ...prefixChain(prefix, owner)];
  const [last = ''] = [...prefix].reverse();
  // A prefix that ends in what no value holds is closed by it; behind any other one the key goes on with that.
  const closed = last !== '}' && last !== '' && !SESSION_TAG_CHARACTER.test(last);
  return [own, [...own, ...(closed ? [] : [one(CLOSING)]), many(ANY)]];
}

export const prefixChain = (prefix: string, owner: Chain): Chain =>
  keyTemplate(prefix).segments.flatMap((segment) => (segment.kind === 'literal' ? literal(segment.text) : owner));

/** A value ends where the prefix goes on, so it does not hold that character. */
export function ownerClass(prefix: string): CharacterClass {
  const { segments } = keyTemplate(prefix);
  const after = segments[segments.findIndex(({ kind }) => kind === 'parameter') + 1];
  const [next] = after?.kind === 'literal' ? [...after.text] : [];
  return next !== undefined && SESSION_TAG_CHARACTER.test(next) ? classWithout(TAG, next) : TAG;
}

/** The keys of entities on a target that lie outside every scope. */
export const unscopedGoals = (model: Model, target: Target): readonly TenantGoal[] =>
  unscopedChains(model, target).map(({ entity, chain }, i) => ({
    kind: 'unscoped',
    goal: { id: `unscoped ${target.arn} ${i}`, texts: { chains: [chain.map(stepOf)] } },
    entity,
  }));

const CLASSES = { any: ANY, tag: TAG, digit: DIGIT } as const;

const stepOf = ({ character, class: of = 'any', loop }: KeyStep): Step =>
  character !== undefined ? { kind: 'character', character, fold: false } : (loop ? many : one)(CLASSES[of]);
