import type { Collection, Model } from '../../model/model.js';
import type { AccessRow } from '../../policy/access/access-row.js';
import { deriveRequiredAccess, scopeOf } from '../../policy/derive-required-access.js';
import { accessCells } from './access-cell.js';
import { type EntityView, entityView } from './entity-view.js';
import { type FieldView, fieldView } from './field-view.js';
import { type MatrixView, matrixView } from './matrix-view.js';
import { type RoleView, roleView } from './role-view.js';
import { code, id, key, type Span } from './span.js';
import { type TableView, tableView } from './table-view.js';

/** The documentation of a model, for every format: prose, names, keys, and links. */
export interface DocsView {
  readonly service: string;
  /** The schema's file, where it has one. */
  readonly source: string | undefined;
  readonly scopes: readonly ScopeView[];
  readonly tables: readonly TableView[];
  readonly entities: readonly EntityView[];
  readonly collections: readonly CollectionView[];
  readonly types: readonly {
    readonly id: Span;
    readonly name: string;
    readonly description: string | undefined;
    readonly fields: readonly FieldView[];
  }[];
  readonly buckets: readonly BucketView[];
  readonly roles: readonly RoleView[];
  readonly matrix: MatrixView;
  readonly environments: readonly {
    readonly name: string;
    readonly account: Span;
    readonly region: Span;
  }[];
}

export interface ScopeView {
  readonly name: string;
  readonly prefix: Span;
  readonly parameter: Span | undefined;
  readonly tag: Span | undefined;
}

export interface CollectionView {
  readonly id: Span;
  readonly name: string;
  readonly description: string | undefined;
  readonly partition: Span;
  readonly entities: readonly { readonly name: string; readonly id: Span }[];
}

export interface BucketView {
  readonly id: Span;
  readonly name: string;
  readonly bucket: Span;
  readonly prefix: Span;
}

export function docsView(model: Model, source: string | undefined, access: readonly AccessRow[] | undefined): DocsView {
  const owner = (scope: string | undefined): string | undefined => scopeOf(model, scope)?.parameter;
  const roles = model.roles.map((role) => {
    const requiredAccess = deriveRequiredAccess(model, role);
    return { role, requiredAccess, cells: accessCells(model, role, requiredAccess, access) };
  });
  return {
    service: model.service,
    source,
    scopes: model.scopes.map(({ name, prefix, parameter, principalTag }) => ({
      name,
      prefix: key(prefix, parameter),
      parameter: parameter === undefined ? undefined : code(parameter),
      tag: principalTag === undefined ? undefined : code(principalTag),
    })),
    tables: model.tables.map((table) => tableView(model, table)),
    entities: model.entities.map((entity) => entityView(model, entity)),
    collections: model.collections.map((collection) => collectionView(collection, owner(collection.scope))),
    types: model.types.map(({ name, description, fields }) => ({
      id: id('type', name),
      name,
      description,
      fields: fields.map(fieldView),
    })),
    buckets: model.buckets.map(({ name, bucketName, prefix, scope }) => ({
      id: id('bucket', name),
      name,
      bucket: code(bucketName),
      prefix: key(prefix, owner(scope)),
    })),
    roles: roles.map(({ role, requiredAccess, cells }) => roleView(model, role, requiredAccess, cells)),
    matrix: matrixView(model, new Map(roles.map(({ role, cells }) => [role.name, cells]))),
    environments: model.environments.map(({ name, account, region }) => ({
      name,
      account: code(account),
      region: code(region),
    })),
  };
}

const collectionView = (
  { name, description, partition, entities }: Collection,
  owner: string | undefined,
): CollectionView => ({
  id: id('collection', name),
  name,
  description,
  partition: key(partition, owner),
  entities: entities.map((entity) => ({ name: entity, id: id('entity', entity) })),
});
