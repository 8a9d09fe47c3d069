import { SCOPE_PARAMETER } from '@tenantry/runtime/key-templates';
import { both, type Language } from '../language/language.js';
import { patternLanguage } from '../language/pattern-language.js';
import type { Field } from '../model/type.js';
import { kindOf } from '../types/kinds.js';
import { ANY_TEXT } from '../types/string.js';

/** Every value that a scope's parameter may have where its attribute says no more. */
export const SCOPE_VALUE: Language = patternLanguage(SCOPE_PARAMETER) ?? ANY_TEXT;

/**
 * The texts that the values of an attribute give to keys and guard items, as the runtime's codec of the attribute checks them.
 * Exact for texts and enums; wider than the truth, never narrower, for dates and numbers, for patterns with assertions, and for
 * ranges of numbers.
 */
export function valueLanguage({ type }: Pick<Field, 'type'>, isScopeParameter: boolean): Language {
  const own = kindOf(type).key?.language(type) ?? ANY_TEXT;
  return isScopeParameter ? both(SCOPE_VALUE, ...(own.kind === 'both' ? own.all : [own])) : own;
}
