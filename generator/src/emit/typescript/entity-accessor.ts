import type { EntityPlan, ParameterObject, QueryPlan, ScopePlan } from '../../plan/client-plan.js';
import { functionDeclaration, interfaceDeclaration, type MethodPlan, objectType } from '../print/declaration.js';
import { stringLiteral } from '../print/literal.js';
import { type Bound, boundBy, boundInput, boundKey, unbound } from './bound-types.js';
import type { FileContext } from './context.js';
import { keyProperties, parameterType, templatesText } from './entity-types.js';

const UNBOUND: Bound = () => undefined;

/** The interface a user calls. */
export function accessorInterface(plan: EntityPlan, context: FileContext): string {
  return interfaceDeclaration(plan.names.accessor, { methods: methods(plan, UNBOUND, context) });
}

/** The same for one session: what its scope fixes cannot be named. Undefined where no scope fixes anything. */
export function boundAccessorInterface(
  plan: EntityPlan,
  scopes: readonly ScopePlan[],
  context: FileContext,
): string | undefined {
  const name = boundAccessorName(plan, scopes);
  if (name === plan.names.accessor) return undefined;
  const bound = boundBy(scopes);
  return interfaceDeclaration(
    name,
    {
      methods: methods(plan, bound, context),
      ...(plan.writeGuard && { parameters: [`Guard = ${plan.writeGuard.type}`] }),
    },
    `The accessor of one session, whose tags fix the scope.`,
  );
}

export function boundAccessorName({ names, queries }: EntityPlan, scopes: readonly ScopePlan[]): string {
  const bound = boundBy(scopes);
  const fixed = queries.some(({ templates }) => bound(templates.scope) !== undefined);
  return fixed ? `Bound${names.accessor}` : names.accessor;
}

/** The function that makes the accessor. */
export function accessorFactory(plan: EntityPlan, context: FileContext): string {
  const { names } = plan;
  return functionDeclaration(
    `${names.factory}(service: ${context.runtimeType('Service')}): ${names.accessor}`,
    accessorCall(plan, names.accessor, 'service', names.definition, context),
  );
}

/** `createAccessor<MemberAccessor>(service, memberEntity, sideWrites, queryIndex)`. */
export function accessorCall(
  { entity, unique, writeGuard, shard, scan, names }: EntityPlan,
  type: string,
  service: string,
  definition: string,
  context: FileContext,
): string {
  const operations = [
    ...(unique || writeGuard ? ['sideWrites'] : []),
    ...(entity.accessPatterns.length > 0 ? ['queryIndex'] : []),
    ...(shard ? ['fanOut'] : []),
    // No session may scan.
    ...(scan && type === names.accessor ? ['scan'] : []),
  ];
  const given = [service, definition, ...operations.map((name) => context.runtime(name))];
  return `${context.runtime('createAccessor')}<${type}>(${given.join(', ')})`;
}

function methods(plan: EntityPlan, bound: Bound, context: FileContext): readonly MethodPlan[] {
  const { names, entity } = plan;
  const request = context.runtimeType;
  const fixed = bound(entity.key.scope);
  const keyType = boundKey(plan, fixed, context);
  const key = keyType === undefined ? [] : [{ name: 'key', type: keyType }];
  const item = [{ name: 'item', type: boundInput(plan, fixed) }];
  // A session may settle whose item allows a write; else each request says it.
  const guard = plan.writeGuard && (bound === UNBOUND ? plan.writeGuard.type : 'Guard');
  const guarded = (type: string, args: readonly string[], result: string): string =>
    `${request(type)}<${[...args, ...(guard === undefined ? [] : [result, guard])].join(', ')}>`;
  const put = guarded('PutRequest', [names.item, names.attributes], names.item);
  return [
    { name: 'get', parameters: key, returns: `${request('GetRequest')}<${names.item}>` },
    { name: 'create', parameters: item, returns: put, doc: 'Fails if the item exists.' },
    { name: 'put', parameters: item, returns: put, doc: 'Replaces the item if it exists.' },
    {
      name: 'update',
      parameters: key,
      returns: guarded('UpdateRequest', [names.item, names.patch, names.attributes], 'void'),
      doc: 'Fails if the item does not exist.',
    },
    {
      name: 'upsert',
      parameters: item,
      returns: guarded('UpdateRequest', [names.item, names.patch, names.attributes], 'void'),
      doc: 'Updates the item, or creates it; defaults apply to new items only.',
    },
    {
      name: 'delete',
      parameters: key,
      returns: guarded('DeleteRequest', [names.item, names.attributes], 'void'),
    },
    {
      name: 'check',
      parameters: key,
      returns: `${request('CheckRequest')}<${names.attributes}>`,
      doc: 'A condition on the item, as a part of `transactWrite`.',
    },
    ...(plan.queries.length > 1
      ? [
          {
            name: 'reindex',
            parameters: key,
            returns: request('ReindexRequest'),
            doc: 'Rewrites index keys, computed attributes and the type attribute of a stored item.',
          },
        ]
      : []),
    ...plan.queries.map((query) => queryMethod(plan, query, bound, context)),
    // No session may scan.
    ...(plan.scan && bound === UNBOUND
      ? [
          {
            name: 'scan',
            parameters: [],
            returns: `${request('ScanRequest')}<${names.item}, ${names.attributes}>`,
            doc: 'All items of all owners; reads the whole table.',
          },
        ]
      : []),
  ];
}

function queryMethod(plan: EntityPlan, query: QueryPlan, bound: Bound, context: FileContext): MethodPlan {
  const { names } = plan;
  const on = query.accessPattern === undefined ? '' : `On ${query.accessPattern.index}: `;
  const types = [query.projected?.name ?? names.item, filterable(plan, query), parameterType(query.sort, context)];
  return {
    name: query.method,
    parameters: partitionParameter(query.partition, bound(query.templates.scope), context),
    returns: `${context.runtimeType('QueryRequest')}<${types.join(', ')}>`,
    doc: `${on}${templatesText(query.templates)}.`,
  };
}

/** The parameter of a query: none where nothing is left to name. */
export function partitionParameter(
  object: ParameterObject,
  fixed: string | undefined,
  context: FileContext,
): MethodPlan['parameters'] {
  const left = unbound(object.fields, fixed);
  if (left.length === 0) return [];
  const whole = left.length === object.fields.length;
  const type = whole ? parameterType(object, context) : objectType(keyProperties(left, context));
  return [{ name: 'partition', type, optional: left.every((each) => each.optional) }];
}

/** A filter sees what the index copies, keys excepted. */
function filterable(plan: EntityPlan, query: QueryPlan): string {
  if (query.projected === undefined) return plan.names.attributes;
  const index = plan.table.table.indexes.find(({ name }) => name === query.accessPattern?.index);
  const copied = index?.projection.kind === 'include' ? index.projection.attributes : [];
  const names = plan.fields
    .filter(({ field }) => copied.includes(field.storedName))
    .map(({ field }) => stringLiteral(field.name));
  return names.length === 0 ? 'Record<never, never>' : `Pick<${plan.names.attributes}, ${names.join(' | ')}>`;
}
