import { importDeclaration } from '../print/declaration.js';
import { sourceHeader } from '../print/source-header.js';
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
    header: sourceHeader(options.source),
    imports: context.file.imports().map(importDeclaration),
  };
  return renderTemplate(template, content, options.templates);
}
