import { createRequire } from 'node:module';
import type Handlebars from 'handlebars';

/** A template of the user's that does not compile, or asks for what there is not. */
export class TemplateFailed extends Error {
  readonly code = 'template.invalid';

  constructor(name: string, cause: unknown) {
    super(`Your template ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'TemplateFailed';
  }
}

/** As strict as our own: an unknown name is an error, nothing is escaped, and only the built-in helpers exist. */
const TEMPLATE_OPTIONS = { strict: true, noEscape: true, preventIndent: true, knownHelpersOnly: true } as const;

const compiled = new Map<string, Handlebars.TemplateDelegate>();

/** Lays out a file by the text of a template of the user's. Only then is the compiler loaded. */
export function renderOwnTemplate(name: string, text: string, data: object): string {
  try {
    let template = compiled.get(text);
    if (template === undefined) {
      const { create } = createRequire(import.meta.url)('handlebars') as typeof Handlebars;
      template = create().compile(text, TEMPLATE_OPTIONS);
      compiled.set(text, template);
    }
    return template(data);
  } catch (error) {
    throw new TemplateFailed(name, error);
  }
}
