import type { EntityPlan, ScopePlan } from '../../plan/client-plan.js';
import { withArticle } from '../../text/names.js';
import { constantDeclaration } from '../print/declaration.js';
import { pure } from '../print/expression.js';
import { stringLiteral } from '../print/literal.js';
import { boundBy, boundInput } from './bound-types.js';
import type { FileContext } from './context.js';

interface JsonConstant {
  readonly name: string;
  readonly maker: 'jsonCodec' | 'inputSchema' | 'patchSchema';
  readonly type: string;
  readonly bound?: true;
  readonly doc: string;
}

function constantsOf(plan: EntityPlan, scopes: readonly ScopePlan[]): readonly JsonConstant[] {
  const { item, input, patch, property } = plan.names;
  const bound = boundInput(plan, boundBy(scopes)(plan.entity.key.scope));
  const schema = (type: string): string => `Checks JSON that becomes ${withArticle(type)}; a Standard Schema.`;
  return [
    {
      ...{ name: `${property}Json`, maker: 'jsonCodec', type: item },
      doc: `Sends ${withArticle(item)} as JSON, and reads it back.`,
    },
    { name: `${property}InputSchema`, maker: 'inputSchema', type: input, doc: schema(input) },
    ...(bound === input
      ? []
      : [
          {
            ...{ name: `bound${item}InputSchema`, maker: 'inputSchema' as const, type: bound, bound: true as const },
            doc: schema(bound),
          },
        ]),
    { name: `${property}PatchSchema`, maker: 'patchSchema', type: patch, doc: schema(patch) },
  ];
}

export const jsonNames = (plan: EntityPlan, scopes: readonly ScopePlan[]): readonly string[] =>
  constantsOf(plan, scopes).map(({ name }) => name);

/** The JSON codec of the entity's items, and schemas of what its writes take. */
export function jsonConstants(plan: EntityPlan, scopes: readonly ScopePlan[], context: FileContext): readonly string[] {
  return constantsOf(plan, scopes).map(({ name, maker, type, bound, doc }) => {
    const made = `${context.runtimeType(maker === 'jsonCodec' ? 'JsonCodec' : 'InputSchema')}<${type}>`;
    const args = [plan.names.definition, ...(bound ? [stringLiteral('bound')] : [])].join(', ');
    return constantDeclaration(name, made, pure(`${context.runtime(maker)}(${args})`), doc);
  });
}
