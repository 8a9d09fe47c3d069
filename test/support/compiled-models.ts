import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { sampleSchema } from '../../generator/src/cli/init/sample-schema.js';
import type { Model } from '../../generator/src/model/model.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { ADVERSARIAL, modelWith } from './adversarial-model.js';
import { flightClubModel } from './flight-club-model.js';

export interface NamedModel {
  readonly name: string;
  readonly model: Model;
}

const modelOf = (paths: readonly string[]): Model | undefined =>
  readSchema(paths.map((file) => ({ file, text: readFileSync(file, 'utf8') }))).model;

/** Grants limited to attributes, of each entity that `model` has, beside the roles that it has. */
function withLimitedRole(model: Model): Model {
  const grants = model.entities.map((entity) => ({
    kind: 'entity' as const,
    entity: entity.name,
    actions: ['get', 'query', 'update', 'check'] as const,
    accessPatterns: ['primary', ...entity.accessPatterns.map(({ name }) => name)],
    attributes: entity.attributes.slice(0, 3).map(({ name }) => name),
  }));
  const tags = model.scopes.flatMap(({ name, parameter }) => (parameter === undefined ? [] : [name]));
  const accept = [
    {
      entities: model.entities.map(({ name }) => name),
      actions: ['get'] as const,
      because: 'An update reads what index keys are made of.',
    },
  ];
  const limited = { name: 'limited-to-some', unscoped: false, tags, grants, accept, additionalStatements: [] };
  return { ...model, roles: [...model.roles, limited] };
}

/**
 * Every schema of the suite that gives a model with roles: the cases, the tour, what `init` writes, those of benchmarks and
 * of other tests, and some models that no schema gives yet.
 */
export function compiledModels(): readonly NamedModel[] {
  const cases = readdirSync('test/cases')
    .sort()
    .map((name) => ({
      name,
      files: readdirSync(`test/cases/${name}`)
        .filter((file) => file.endsWith('.tenantry.yaml'))
        .map((file) => `test/cases/${name}/${file}`),
    }));
  const single = [
    'schemas/flight-club.tenantry.yaml',
    'bench/requests/record.tenantry.yaml',
    'test/unit/validate/many-names.tenantry.yaml',
  ]
    .filter(existsSync)
    .map((file) => ({ name: file, files: [file] }));
  const read = [...cases, ...single].flatMap(({ name, files }): readonly NamedModel[] => {
    const model = modelOf(files);
    return model === undefined ? [] : [{ name, model }];
  });
  const sample = readSchema([{ file: 'sample', text: sampleSchema('sample', 'x') }]).model;
  const adversarial = ADVERSARIAL[7] ?? '';
  return [
    ...read,
    ...(sample === undefined ? [] : [{ name: 'what init writes', model: sample }]),
    { name: 'the tour with a limited kiosk', model: flightClubModel },
    { name: 'adversarial text', model: modelWith(adversarial) },
    ...read
      .filter(({ name }) => name === 'grant-forms')
      .map(({ name, model }) => ({ name: `${name}, limited`, model: withLimitedRole(model) })),
  ]
    .map(({ name, model }) => ({
      name,
      // The independent evaluator does not know what condition keys are called in other partitions.
      model: { ...model, environments: model.environments.filter(({ partition }) => partition === 'aws') },
    }))
    .filter(({ model }) => model.roles.length > 0 && model.environments.length > 0);
}
