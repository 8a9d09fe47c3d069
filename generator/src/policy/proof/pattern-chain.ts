import { type Token, tagOfVariable } from '@tenantry/iam';
import { anySteps, type Chain, someSteps, textSteps } from './chain.js';

/** Returns the value of a principal tag; undefined where it may be any. */
export type TagValue = (tag: string) => string | undefined;

/** Returns the texts that a policy's pattern matches. A variable that is not a known tag is any text: wider, so nothing is missed. */
export const patternChain = (tokens: readonly Token[], bound: TagValue): Chain =>
  tokens.flatMap((token) => tokenSteps(token, bound));

function tokenSteps(token: Token, bound: TagValue): Chain {
  switch (token.kind) {
    case 'text':
      return textSteps(token.text);
    case 'many':
      return anySteps;
    case 'one':
      return [{ class: 'any', loop: false }];
    case 'variable':
      return variableSteps(token.key, bound);
  }
}

function variableSteps(key: string, bound: TagValue): Chain {
  const tag = tagOfVariable(key);
  if (tag === undefined) return anySteps;
  const value = bound(tag);
  return value === undefined ? someSteps('tag') : textSteps(value);
}
