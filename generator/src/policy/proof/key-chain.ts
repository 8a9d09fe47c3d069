import type { KeyTemplate, Parameter } from '@tenantry/runtime/key-templates';
import { keyTemplate } from '../../keys/key-template.js';
import type { ParameterSource } from '../../keys/pattern.js';
import type { Field } from '../../model/type.js';
import { type Chain, repeatSteps, someSteps, textSteps } from './chain.js';

/** What is said of one parameter: its value, or that it is some owner's. */
export type Binding = (parameter: string) => { readonly value: string } | 'owner' | undefined;

/**
 * Every key that the generated client can build from a template, read from the types of its parameters and on
 * purpose not from the patterns that are checked against it. Where a value is not known exactly the set is wider.
 */
export function keyChains(template: KeyTemplate, source: ParameterSource, binding: Binding): readonly Chain[] {
  let chains: readonly Chain[] = [[]];
  for (const segment of template.segments) {
    const tails = segment.kind === 'literal' ? [textSteps(segment.text)] : parameterChains(segment, source, binding);
    chains = chains.flatMap((head) => tails.map((tail) => [...head, ...tail]));
  }
  return chains;
}

function parameterChains({ name, format }: Parameter, source: ParameterSource, binding: Binding): readonly Chain[] {
  const bound = binding(name);
  if (bound === 'owner') return [someSteps('tag', 'owner')];
  if (bound !== undefined) return [textSteps(bound.value)];
  if (format.kind === 'pad') return [repeatSteps('digit', format.width)];
  if (format.kind === 'date') return [dateSteps(format.pattern.replaceAll("'", ''))];
  if (name === 'shard' && source.shard !== undefined) {
    return [repeatSteps('digit', String(source.shard.count - 1).length)];
  }
  const field = source.attributes.find((attribute) => attribute.name === name);
  if (field?.compute !== undefined && format.kind === 'plain') {
    const attributes = source.attributes.map((attribute) => (attribute === field ? withoutCompute(field) : attribute));
    return keyChains(keyTemplate(field.compute), { ...source, attributes }, binding);
  }
  if (field?.type.kind === 'enum') {
    return field.type.values.map((value) => textSteps(format.kind === 'lower' ? value.toLowerCase() : value));
  }
  return [field === undefined ? someSteps('any') : fieldChain(field)];
}

const withoutCompute = ({ compute: _, ...field }: Field): Field => field;

/** `yyyy-MM-ddTHH:mm`: digits where letters stand, but for the T. */
const dateSteps = (pattern: string): Chain =>
  [...pattern].flatMap((letter) => (/[yMdHm]/.test(letter) ? repeatSteps('digit', 1) : textSteps(letter)));

function fieldChain({ type }: Field): Chain {
  if (type.kind === 'date' && type.store === 'iso') return dateSteps('yyyy-MM-dd');
  if (type.kind !== 'string') return someSteps('any');
  if (type.format === 'ulid') return repeatSteps('any', 26);
  if (type.format === 'uuid') return repeatSteps('any', 36);
  return boundedSteps(type.pattern) ?? someSteps('any');
}

/** `^X{n}$` for one class `X`; anything richer is taken as any text. */
function boundedSteps(pattern: string | undefined): Chain | undefined {
  const [, count] = /^\^(?:\[[\w-]+\]|\\d|\\w)\{(\d+)\}\$$/.exec(pattern ?? '') ?? [];
  return count === undefined ? undefined : repeatSteps('any', Number(count));
}
