import type { Environment, Model, Scope } from '../../model/model.js';
import type { Index, Table } from '../../model/table.js';
import { breaking, type Change, compatible, fromTo, matched, same } from './change.js';

/** Changes of where data lies: the service's name, environments, tables, indexes, prefixes of scopes. */
export function placeChanges(before: Model, after: Model): readonly Change[] {
  const tables = matched(before.tables, after.tables);
  const environments = matched(before.environments, after.environments);
  const scopes = matched(before.scopes, after.scopes);
  return [
    ...(before.service === after.service
      ? []
      : [
          breaking('service.changed', {
            path: 'service',
            summary: `The service is renamed ${fromTo(before.service, after.service)}.`,
            consequence:
              'Its roles and its factory function get other names: create the new roles before callers change, remove the old ones afterwards.',
          }),
        ]),
    ...environments.added.map(({ name }) =>
      compatible('environment.added', {
        path: `environments.${name}`,
        summary: `The environment ${name} is new.`,
        consequence: 'Its policies and tables are to be deployed.',
      }),
    ),
    ...environments.removed.map(({ name }) =>
      breaking('environment.removed', {
        path: `environments.${name}`,
        summary: `The environment ${name} is gone.`,
        consequence: 'Its policies are no longer emitted; what is deployed stays until somebody removes it.',
      }),
    ),
    ...environments.kept.flatMap(([then, now]) => environmentChanges(then, now)),
    ...tables.added.map(({ name }) =>
      compatible('table.added', {
        path: `tables.${name}`,
        summary: `The table ${name} is new.`,
        consequence: 'It must be created before the client uses it.',
      }),
    ),
    ...tables.removed.map(({ name }) =>
      breaking('table.removed', {
        path: `tables.${name}`,
        summary: `The table ${name} is gone.`,
        consequence: 'Its items cannot be reached any more.',
      }),
    ),
    ...tables.kept.flatMap(([then, now]) => tableChanges(then, now)),
    ...scopes.added.map(({ name, prefix }) =>
      compatible('prefix.added', {
        path: `scopes.${name}`,
        summary: `The scope ${name} (${prefix}) is new.`,
        consequence: 'Sessions of roles that list it need its tag.',
      }),
    ),
    ...scopes.removed.map(({ name }) =>
      breaking('prefix.removed', {
        path: `scopes.${name}`,
        summary: `The scope ${name} is gone.`,
        consequence: 'Items under its prefix belong to nobody.',
      }),
    ),
    ...scopes.kept.flatMap(([then, now]) => scopeChanges(then, now)),
  ];
}

function environmentChanges(before: Environment, after: Environment): readonly Change[] {
  const path = `environments.${after.name}`;
  const fields = (['account', 'region', 'partition', 'tables'] as const).filter(
    (field) => !same(before[field], after[field]),
  );
  return fields.map((field) =>
    breaking('environment.changed', {
      path: `${path}.${field}`,
      summary: `${after.name}: ${field} changes ${fromTo(before[field], after[field])}.`,
      consequence:
        'Policies point elsewhere: what runs there keeps access to the old place until its policies are removed.',
    }),
  );
}

const KEYS = ['partitionKey', 'sortKey'] as const;

function tableChanges(before: Table, after: Table): readonly Change[] {
  const path = `tables.${after.name}`;
  const indexes = matched(before.indexes, after.indexes);
  return [
    ...KEYS.filter((key) => before[key] !== after[key]).map((key) =>
      breaking('table.changed', {
        path: `${path}.${key}`,
        summary: `The ${key} of the table ${after.name} changes ${fromTo(before[key], after[key])}.`,
        consequence: 'DynamoDB cannot change the keys of a table: create a new one and move the items.',
      }),
    ),
    ...(before.marker === after.marker
      ? []
      : [
          breaking('table.changed', {
            path: `${path}.typeAttribute`,
            summary: `The type attribute of the table ${after.name} changes ${fromTo(before.marker, after.marker)}.`,
            consequence:
              'Items of before do not have it, so reads refuse them as of an unknown type: write it to all of them first.',
          }),
        ]),
    ...(before.ttl === after.ttl
      ? []
      : [
          compatible('table.changed', {
            path: `${path}.ttl`,
            summary: `The time-to-live attribute of ${after.name} changes ${fromTo(before.ttl, after.ttl)}.`,
            consequence: 'DynamoDB takes a while to switch over, and deletes by the new attribute only.',
          }),
        ]),
    ...indexes.added.map(({ name, kind }) =>
      kind === 'local'
        ? breaking('index.added', {
            path: `${path}.indexes.${name}`,
            summary: `The local index ${name} is new.`,
            consequence: 'Local indexes exist from the creation of a table only: create a new one and move the items.',
          })
        : compatible('index.added', {
            path: `${path}.indexes.${name}`,
            summary: `The index ${name} is new.`,
            consequence:
              'DynamoDB fills it from the items that have its key; those of before have none until they are written again.',
          }),
    ),
    ...indexes.removed.map(({ name }) =>
      breaking('index.removed', {
        path: `${path}.indexes.${name}`,
        summary: `The index ${name} is gone.`,
        consequence: 'Clients of before still query it: deploy the new ones first, then delete the index.',
      }),
    ),
    ...indexes.kept.flatMap(([then, now]) => indexChanges(path, then, now)),
  ];
}

const indexChanges = (path: string, before: Index, after: Index): readonly Change[] =>
  same(before, after)
    ? []
    : [
        breaking('index.changed', {
          path: `${path}.indexes.${after.name}`,
          summary: `The index ${after.name} changes ${fromTo(before, after)}.`,
          consequence:
            'DynamoDB cannot change an index: add one under another name, switch over, then delete this one.',
        }),
      ];

function scopeChanges(before: Scope, after: Scope): readonly Change[] {
  const path = `scopes.${after.name}`;
  return [
    ...(before.prefix === after.prefix && before.parameter === after.parameter
      ? []
      : [
          breaking('prefix.changed', {
            path: `${path}.prefix`,
            summary: `The prefix of the scope ${after.name} changes ${fromTo(before.prefix, after.prefix)}.`,
            consequence:
              'Every item of the scope keeps its old key, which neither the client nor the policies know any more: move the items.',
          }),
        ]),
    ...(before.principalTag === after.principalTag
      ? []
      : [
          breaking('prefix.changed', {
            path: `${path}.principalTag`,
            summary: `The tag of the scope ${after.name} changes ${fromTo(before.principalTag, after.principalTag)}.`,
            consequence:
              'Sessions that carry the old tag are refused: deploy whoever begins sessions and the policies together, or sessions of before fail until they expire.',
          }),
        ]),
  ];
}
