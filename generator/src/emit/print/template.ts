import type Full from 'handlebars';
import Runtime from 'handlebars/runtime.js';
import { templates } from '../templates.generated.js';
import { renderOwnTemplate } from './own-template.js';

// A private instance: helpers that another package registers globally do not reach our templates. (The types of the runtime build lack `create`.)
const handlebars = (Runtime as unknown as typeof Full).create();

/** The user's own templates by name, in place of ours. */
export type OwnTemplates = ReadonlyMap<string, string>;

/** Lays out a file. Templates decide nothing: what they print is printed text already. */
export function renderTemplate(name: string, data: object, own?: OwnTemplates): string {
  const text = own?.get(name);
  if (text !== undefined) return renderOwnTemplate(name, text, data);
  const specification = templates[name];
  if (specification === undefined) throw new Error(`There is no template ${name}.`);
  return handlebars.template(specification)(data);
}
