import { array, call, type Expression, literal, object } from '../print/expression.js';
import { isList, isReference, type Reference, type Value } from './reference.js';

/** A value as one environment has it. */
export interface Variant {
  readonly environment: string;
  readonly value: Value;
}

export interface MergeWords {
  readonly reference: (reference: Reference) => string;
  /** The function that picks: `per({ dev: …, prod: … })`. */
  readonly choice: string;
}

/**
 * One expression for the values of all environments: what they share is printed once, and a choice stands where they
 * differ, as deep as their structures agree.
 */
export function mergedExpression(variants: readonly Variant[], words: MergeWords): Expression {
  const values = variants.map(({ value }) => value);
  const [first] = values as [Value, ...Value[]];
  const merge = (parts: readonly Value[]): Expression =>
    mergedExpression(
      variants.map(({ environment }, i) => ({ environment, value: parts[i] as Value })),
      words,
    );
  if (values.every((value) => sameJson(value, first))) return valueExpression(first, words);
  if (values.every(isList) && values.every(({ length }) => length === values[0]?.length)) {
    return array((values[0] ?? []).map((_, i) => merge(values.map((value) => value[i] as Value))));
  }
  if (values.every(isObject)) {
    const names = values.map((value) => Object.keys(value));
    if (names.every((each) => sameJson(each, names[0]))) {
      return object((names[0] ?? []).map((name) => [name, merge(values.map((value) => value[name] as Value))]));
    }
  }
  return call(
    words.choice,
    object(variants.map(({ environment, value }) => [environment, valueExpression(value, words)])),
  );
}

function valueExpression(value: Value, words: MergeWords): Expression {
  if (typeof value !== 'object') return literal(value);
  if (isReference(value)) return words.reference(value);
  if (isList(value)) return array(value.map((item) => valueExpression(item, words)));
  return object(Object.entries(value).map(([name, item]) => [name, valueExpression(item, words)]));
}

const isObject = (value: Value): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && !isReference(value) && !isList(value);

const sameJson = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
