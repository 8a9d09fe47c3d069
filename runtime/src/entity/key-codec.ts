import { refuseType } from '../codec/refuse.js';
import { collectProblems } from '../errors/collect.js';
import { DecodeFailed } from '../errors/decode-failed.js';
import { asValues, isObject } from '../errors/refuse-argument.js';
import type { EntityDefinition } from './entity.js';
import { indexesOf } from './index-plans.js';
import { keyOf } from './key-values.js';
import { parametersOf } from './parameters.js';
import { type EntityPlan, type KeyPlan, planOf } from './plan.js';

/** Builds the key attributes `Names` from `Params`, and parses them to `Parsed`: the same parameters as reads return them. */
export interface KeyCodec<Params, Names extends string, Parsed = Params> {
  /** Throws `ValidationFailed` with every problem. */
  build(params: Params): { readonly [name in Names]: string };
  /** The exact inverse of `build`. Throws `DecodeFailed` on keys of another kind; attributes besides the key are ignored. */
  parse(key: { readonly [name in Names]: string }): Parsed;
  /** Like `parse`, but undefined for keys of another kind. */
  match(key: { readonly [name in Names]?: string }): Parsed | undefined;
}

/** The codec of an entity's primary key. */
export function primaryKey<Params, Names extends string, Parsed = Params>(
  entity: EntityDefinition,
): KeyCodec<Params, Names, Parsed> {
  return keyCodec(entity, ({ primary }) => primary);
}

/** The codec of the key that an entity has in one of its access patterns over an index. */
export function indexKey<Params, Names extends string, Parsed = Params>(
  entity: EntityDefinition,
  accessPattern: string,
): KeyCodec<Params, Names, Parsed> {
  return keyCodec(entity, (plan) => {
    const found = indexesOf(plan).find((index) => index.accessPattern === accessPattern);
    if (found === undefined) throw new Error(`${plan.name} has no access pattern ${accessPattern}.`);
    return found;
  });
}

/** The plan is made at first use, so that importing a generated client costs nothing. */
function keyCodec<Params, Names extends string, Parsed = Params>(
  entity: EntityDefinition,
  choose: (plan: EntityPlan) => KeyPlan,
): KeyCodec<Params, Names, Parsed> {
  const match: KeyCodec<Params, Names, Parsed>['match'] = (key) => {
    if (!isObject(key)) return undefined;
    const text = (name: string) => (key as { readonly [name: string]: string | undefined })[name];
    // The generated types say which parameters a template has.
    return parametersOf(choose(planOf(entity)), text) as Parsed | undefined;
  };
  return {
    build(params) {
      const plan = planOf(entity);
      asValues(`${plan.name} key: build()`, 'an object of parameters', params);
      const problems = collectProblems(plan.name, 'key');
      const key = keyOf(plan, choose(plan), params as { readonly [name: string]: unknown }, problems.report);
      problems.finish();
      const texts = Object.entries(key).map(([name, { S }]) => [name, S]);
      return Object.fromEntries(texts) as { readonly [name in Names]: string };
    },
    parse(key) {
      const params = match(key);
      if (params !== undefined) return params;
      asValues(`${entity.name} key: parse()`, 'an object of key attributes', key);
      const { partition, sort } = choose(planOf(entity));
      const parts = sort ? [partition, sort] : [partition];
      const problems = collectProblems(entity.name, 'key');
      for (const { attribute } of parts) {
        const text: unknown = (key as { readonly [name: string]: unknown })[attribute];
        if (text !== undefined && typeof text !== 'string')
          refuseType(problems.report, attribute, 'a string: parse() takes texts, without the type of DynamoDB', text);
      }
      problems.finish();
      const wanted = parts.map(({ attribute, template }) => `${attribute} ${template.text}`);
      throw new DecodeFailed([{ path: 'key', message: `is not of the form ${wanted.join(', ')}` }], entity.name);
    },
    match,
  };
}
