import type { ParameterFormat } from '@tenantry/runtime/key-templates';
import { fixedWidth } from '../language/fixed-width.js';
import { lowerCase } from '../language/lower-case.js';
import type { Field } from '../model/type.js';
import { valueLanguage } from './value-language.js';

/** The length that every value of an attribute has in keys; undefined where it varies or is not known. */
export function valueWidth(field: Field, { kind }: ParameterFormat): number | undefined {
  const language = valueLanguage(field, false);
  return fixedWidth(kind === 'lower' ? lowerCase(language) : language);
}
