import type { KeyTemplate, Parameter } from '@tenantry/runtime/key-templates';
import { keyTemplate } from '../../keys/key-template.js';
import type { ParameterSource } from '../../keys/pattern.js';
import { valueWidth } from '../../keys/value-width.js';
import type { Field } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import { type Chain, repeatSteps, someSteps, textSteps } from './chain.js';

/** The value of one parameter, or the note that it is some owner's. */
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
  const field = source.attributes.find((attribute) => attribute.name === name);
  if (bound === 'owner') return [ownerSteps(field, format)];
  if (bound !== undefined) return [textSteps(bound.value)];
  if (format.kind === 'pad') return [repeatSteps('digit', format.width)];
  if (format.kind === 'date') return [dateSteps(format.pattern.replaceAll("'", ''))];
  if (name === 'shard' && source.shard !== undefined) {
    return [repeatSteps('digit', String(source.shard.count - 1).length)];
  }
  if (field?.compute !== undefined && format.kind === 'plain') {
    const attributes = source.attributes.map((attribute) => (attribute === field ? withoutCompute(field) : attribute));
    return keyChains(keyTemplate(field.compute), { ...source, attributes }, binding);
  }
  const few = field && kindOf(field.type).key?.values?.(field.type);
  if (few !== undefined) {
    return few.map((value) => textSteps(format.kind === 'lower' ? value.toLowerCase() : value));
  }
  return [field === undefined ? someSteps('any') : fieldChain(field, format)];
}

const withoutCompute = ({ compute: _, ...field }: Field): Field => field;

/** `yyyy-MM-ddTHH:mm`: digits where letters stand, but for the T. */
const dateSteps = (pattern: string): Chain =>
  [...pattern].flatMap((letter) => (/[yMdHm]/.test(letter) ? repeatSteps('digit', 1) : textSteps(letter)));

/** The width is that of the value's language, which the runtime checks. */
function fieldChain(field: Field, format: Parameter['format']): Chain {
  const pattern = kindOf(field.type).key?.pattern;
  if (pattern !== undefined) return dateSteps(pattern);
  const width = valueWidth(field, format);
  return width === undefined ? someSteps('any') : repeatSteps('any', width);
}

/** Some owner's value: of the width that its attribute fixes. */
function ownerSteps(field: Field | undefined, format: Parameter['format']): Chain {
  const width = field && valueWidth(field, format);
  return width === undefined ? someSteps('tag') : repeatSteps('tag', width);
}
