import { importDeclaration } from '../print/declaration.js';
import { commentText } from '../print/literal.js';
import { renderTemplate } from '../print/template.js';
import type { ClientOptions, FileContext } from './context.js';

/** Lays out one file: header, the imports that its declarations used, the declarations. */
export function renderFile(
  template: string,
  context: FileContext,
  options: ClientOptions,
  data: { readonly declarations: readonly string[] },
): string {
  const content = {
    ...data,
    // One line, whatever the name of the schema's file holds.
    source: options.source === undefined ? undefined : commentText(options.source).replaceAll('\n', ' '),
    imports: context.file.imports().map(importDeclaration),
  };
  return renderTemplate(template, content, options.templates);
}
