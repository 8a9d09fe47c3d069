import type { Model } from 'tenantry/policies';
import { parse } from 'yaml';
import { isObject } from '../dynamodb/json.js';
import { readText } from '../read-text.js';
import type { Seed } from './seed.js';

/** The seed of the options: itself, or a file of YAML or JSON. Throws where it does not fit the schema's entities. */
export async function readSeed(seed: Seed | string, { entities }: Model): Promise<Seed> {
  const where = typeof seed === 'string' ? seed : 'seed';
  const value: unknown = typeof seed === 'string' ? parsed(await readText('seed', seed), seed) : seed;
  if (value === null || value === undefined) return {};
  if (!isObject(value)) throw new Error(`${where} must be a map of entities, each with a list of items.`);
  const names = entities.map(({ name }) => name);
  for (const [name, items] of Object.entries(value)) {
    if (!names.includes(name)) {
      throw new Error(`${where} names the entity ${name}; the schema has ${names.join(', ')}.`);
    }
    if (!Array.isArray(items) || !items.every(isObject)) throw new Error(`${where}: ${name} must be a list of items.`);
  }
  // Checked above.
  return value as Seed;
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text, { uniqueKeys: true, maxAliasCount: 1000 });
  } catch (error) {
    throw new Error(`${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
