import { type Token, tagOfVariable } from '@tenantry/iam';
import { anySteps, type Chain, type Step, someSteps, textSteps } from './chain.js';

/** What is said of one principal tag: its value, or that it is the one whose owner is in question. */
export type TagBinding = (tag: string) => { readonly value: string } | 'session' | undefined;

/** What a policy's pattern matches. A variable that is not a bound tag is taken as any text: wider, so nothing is missed. */
export function patternChain(tokens: readonly Token[], binding: TagBinding): Chain {
  const chain: Step[] = [];
  for (const token of tokens) {
    // Only the first occurrence is compared with the owner; a further one is taken as free, which is wider.
    const marked = chain.some(({ mark }) => mark !== undefined);
    chain.push(...(token.kind === 'variable' ? variableSteps(token.key, binding, marked) : fixedSteps(token)));
  }
  return chain;
}

function fixedSteps(token: Exclude<Token, { kind: 'variable' }>): Chain {
  return token.kind === 'text'
    ? textSteps(token.text)
    : token.kind === 'many'
      ? anySteps
      : [{ class: 'any', loop: false }];
}

function variableSteps(key: string, binding: TagBinding, marked: boolean): Chain {
  const tag = tagOfVariable(key);
  if (tag === undefined) return anySteps;
  const bound = binding(tag);
  if (bound !== undefined && bound !== 'session') return textSteps(bound.value);
  return someSteps('tag', bound === 'session' && !marked ? 'session' : undefined);
}
