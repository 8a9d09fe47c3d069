import { type Environment, type Model, readSchema, renderText } from 'tenantry/policies';
import type { SandboxOptions } from './options.js';
import { readText } from './read-text.js';

/** The model of the options, read from its files where it is not given. Throws with every problem that the schema has. */
export async function modelOf({ schema, model }: Pick<SandboxOptions, 'schema' | 'model'>): Promise<Model> {
  if (model !== undefined) return model;
  const files = typeof schema === 'string' ? [schema] : (schema ?? []);
  if (files.length === 0) throw new Error('A sandbox needs a schema: give `schema` (a path) or `model`.');
  const sources = await Promise.all(files.map(async (file) => ({ file, text: await readText('schema', file) })));
  const read = readSchema(sources);
  if (read.model !== undefined) return read.model;
  const texts = new Map(sources.map(({ file, text }) => [file, text]));
  throw new Error(`The schema has errors:\n${renderText(read.diagnostics, { color: false, sources: texts })}`);
}

export function environmentOf(model: Model, name: string | undefined): Environment {
  const names = model.environments.map((environment) => environment.name);
  const [first] = model.environments;
  const environment = name === undefined ? first : model.environments.find((each) => each.name === name);
  if (environment !== undefined) return environment;
  throw new Error(
    first === undefined
      ? 'The schema names no environment, so its policies have no account or Region: add one under `environments`.'
      : `The schema has no environment ${JSON.stringify(name)}; it has ${names.join(', ')}.`,
  );
}
