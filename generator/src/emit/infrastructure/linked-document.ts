import { listOf, type PolicyDocument } from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { indexArn, roleArn, tableArn } from '../../policy/arn.js';
import { arnOf, type Reference, type Value } from './reference.js';

/** What a tool calls the resource of a table or a role. */
export interface ResourceNames {
  table(name: string): string;
  role(name: string): string;
}

/** ARNs of the stack's own resources. */
export type OwnArns = ReadonlyMap<string, Reference>;

/**
 * A policy with references in place of the ARNs of the stack's own resources. Only a whole `Resource` that equals one of
 * them is replaced; all else stays the literal text that was proved, with nothing to interpolate.
 */
export function linkedDocument(document: PolicyDocument, own: OwnArns): Value {
  return {
    Version: document.Version,
    Statement: document.Statement.map((statement) => {
      // A policy document is JSON, whatever its type says of optional elements.
      const elements = statement as unknown as { readonly [element: string]: Value };
      const { Resource } = statement;
      if (Resource === undefined) return elements;
      const link = (arn: string): Value => own.get(arn) ?? arn;
      return { ...elements, Resource: typeof Resource === 'string' ? link(Resource) : listOf(Resource).map(link) };
    }),
  };
}

export const tableArns = (model: Model, environment: Environment, names: ResourceNames): OwnArns =>
  new Map(
    model.tables.flatMap((table) => {
      const resource = names.table(table.name);
      return [
        [tableArn(environment, table.name), arnOf(resource)] as const,
        ...table.indexes.map(
          ({ name }) => [indexArn(environment, table.name, name), arnOf(resource, `/index/${name}`)] as const,
        ),
      ];
    }),
  );

/** For the session issuer's policy only: a role's own policy that named its role would make a circle. */
export const roleArns = (model: Model, environment: Environment, names: ResourceNames): OwnArns =>
  new Map(model.roles.map(({ name }) => [roleArn(model, environment, name), arnOf(names.role(name))]));
