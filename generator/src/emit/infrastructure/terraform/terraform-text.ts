/**
 * Text in Terraform's JSON syntax, where every string is a template: `${` and `%{` are written `$${` and `%%{`.
 * A sign before them is written as an expression, or it would make an escape of its own.
 * Source: Terraform language, "JSON Configuration Syntax" and "Strings and Templates".
 */
export const terraformText = (text: string): string =>
  text.replaceAll(/([$%]*)([$%])\{/g, (_, before: string, sign: string) =>
    before === '' ? `${sign}${sign}{` : `\${"${before}"}${sign}${sign}{`,
  );
