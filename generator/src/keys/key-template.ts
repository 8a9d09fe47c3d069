import { type KeyTemplate, keyTemplate as read } from '@tenantry/runtime/key-templates';

const known = new Map<string, KeyTemplate>();

/** A template, read once: each action of each role asks for it again. */
export function keyTemplate(text: string): KeyTemplate {
  const template = known.get(text) ?? read(text);
  known.set(text, template);
  return template;
}
