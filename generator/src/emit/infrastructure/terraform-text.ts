import { type Reference, translate, type Value } from './reference.js';

/**
 * Text in Terraform's JSON syntax, where every string is a template: `${` and `%{` are written `$${` and `%%{`.
 * A sign before them is written as an expression, or it would make an escape of its own.
 * Source: Terraform language, "JSON Configuration Syntax" and "Strings and Templates".
 */
export const terraformText = (text: string): string =>
  text.replaceAll(/([$%]*)([$%])\{/g, (_, before: string, sign: string) =>
    before === '' ? `${sign}${sign}{` : `\${"${before}"}${sign}${sign}{`,
  );

/** A value in Terraform's JSON syntax. A reference names a resource by its address. */
export const terraformValue = (value: Value): unknown => translate(value, { text: terraformText, reference });

function reference(to: Reference): string {
  if (to.kind !== 'arn') throw new Error(`Terraform refers to ARNs only, not to a ${to.kind}.`);
  return `\${${to.resource}.arn}${terraformText(to.suffix)}`;
}
