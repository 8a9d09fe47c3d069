import type { BucketPlan, ClientPlan, CollectionPlan, EntityPlan } from '../../plan/client-plan.js';
import {
  constantDeclaration,
  interfaceDeclaration,
  type MethodPlan,
  objectType,
  typeDeclaration,
  unionType,
} from '../print/declaration.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { array, call, literal, object, pure } from '../print/expression.js';
import { propertyName, stringLiteral } from '../print/literal.js';
import { stringArray } from './codec-expression.js';
import { type ClientOptions, type FileContext, fileContext, RUNTIME } from './context.js';
import { accessorCall, boundAccessorName, partitionParameter } from './entity-accessor.js';
import { scopeConstant } from './entity-definition.js';
import { keyProperties } from './entity-types.js';
import { renderFile } from './render-file.js';

/** `index.ts`: exports everything and makes the service. */
export function serviceFile(plan: ClientPlan, options: ClientOptions): EmittedFile {
  const collections = plan.collections;
  const declared = [
    plan.name,
    boundName(plan),
    ...(guarded(plan) ? [`${plan.name}Guards`, `Guarded${plan.name}`] : []),
    plan.factory,
    `${plan.name}Change`,
    'decodeStreamRecord',
    ...plan.buckets.map(({ constant }) => constant),
    ...collections.flatMap(({ item, constant, partition }) => [item, constant, partition.name]),
  ];
  const context = fileContext('index', declared, options);
  const data = {
    declarations: [
      ...collections.flatMap((collection) => collectionDeclarations(collection, plan, context)),
      serviceInterface(plan, context),
      boundServiceInterface(plan, context),
      ...guardDeclarations(plan, context),
      ...streamDeclarations(plan, context),
      ...plan.buckets.map((bucket) => bucketDeclaration(bucket, plan.scopes, context)),
    ],
    reexports: [
      ...plan.entities.map(({ file }) => context.module(file)),
      context.module('scopes'),
      context.module('tables'),
      ...(plan.types.length > 0 ? [context.module('types')] : []),
    ].sort(),
    runtime: RUNTIME,
    factory: plan.factory,
    name: plan.name,
    optionsType: `${context.runtimeType('ServiceOptions')}<${plan.tables.map(({ table }) => stringLiteral(table.name)).join(' | ')}>`,
    createService: context.runtime('createService'),
    properties: properties(plan, context),
    boundProperties: boundProperties(plan, context),
    bindService: context.runtime('bindService'),
    boundName: boundName(plan),
    sessionParameters: guarded(plan)
      ? `session: ${context.runtimeType('Session')}, guards?: ${plan.name}Guards`
      : 'session',
    bindArguments: guarded(plan) ? 'session, guards' : 'session',
  };
  return { path: 'index.ts', text: renderFile('service.ts', context, options, data) };
}

const boundName = (plan: ClientPlan): string => `Bound${plan.name}`;

const guarded = ({ entities }: ClientPlan): boolean => entities.some(({ writeGuard }) => writeGuard !== undefined);

interface Property {
  readonly name: string;
  readonly value: string;
}

function properties(plan: ClientPlan, context: FileContext): readonly Property[] {
  return [
    ...plan.entities.map(({ names, file }) => ({
      name: propertyName(names.property),
      value: `${context.file.value(names.factory, context.module(file))}(service)`,
    })),
    ...plan.collections.map(({ collection, constant }) => ({
      name: propertyName(collection.name),
      value: `${context.runtime('createCollection')}<${plan.name}[${stringLiteral(collection.name)}]>(service, ${constant})`,
    })),
  ];
}

function boundProperties(plan: ClientPlan, context: FileContext): readonly Property[] {
  return [
    ...plan.entities.map((entity) => ({
      name: propertyName(entity.names.property),
      // One that needs no guard is also one that does.
      value: accessorCall(
        entity,
        `${boundAccessor(entity, plan, context)}${entity.writeGuard ? '<never>' : ''}`,
        'bound',
        definitionOf(entity, context),
        context,
      ),
    })),
    ...plan.collections.map(({ collection, constant }) => ({
      name: propertyName(collection.name),
      value: `${context.runtime('createCollection')}<${boundName(plan)}[${stringLiteral(collection.name)}]>(bound, ${constant})`,
    })),
  ];
}

function serviceInterface(plan: ClientPlan, context: FileContext): string {
  const accessors = plan.entities.map((entity) => ({
    name: entity.names.property,
    type: context.file.type(entity.names.accessor, context.module(entity.file)),
    doc: entity.entity.description,
  }));
  const methods = plan.collections.map((collection) => collectionMethod(collection, undefined, context));
  const forSession: MethodPlan = {
    name: 'forSession',
    parameters: [{ name: 'session', type: context.runtimeType('Session') }],
    returns: boundName(plan),
    doc: "The same accessors in the session's scope, sent with its credentials.",
  };
  const forGuarded: MethodPlan = {
    name: 'forSession',
    parameters: [...forSession.parameters, { name: 'guards', type: `${plan.name}Guards` }],
    returns: `Guarded${plan.name}`,
    doc: 'Also names the items that allow guarded writes, so that requests need not.',
  };
  return interfaceDeclaration(
    plan.name,
    { properties: accessors, methods: [...methods, forSession, ...(guarded(plan) ? [forGuarded] : [])] },
    `The data layer of ${plan.service}.`,
  );
}

function boundServiceInterface(plan: ClientPlan, context: FileContext): string {
  const accessors = plan.entities.map((entity) => ({
    name: entity.names.property,
    type: boundAccessor(entity, plan, context),
  }));
  const methods = plan.collections.map((collection) => {
    const scope = plan.scopes.find((candidate) => candidate.scope.name === collection.collection.scope);
    return collectionMethod(collection, scope?.scope.parameter, context);
  });
  return interfaceDeclaration(
    boundName(plan),
    { properties: accessors, methods },
    `The data layer of ${plan.service}, bound to one session.`,
  );
}

/** The guards that a session may name, and the service in which they are named. */
function guardDeclarations(plan: ClientPlan, context: FileContext): readonly string[] {
  const entities = plan.entities.filter(({ writeGuard }) => writeGuard !== undefined);
  if (entities.length === 0) return [];
  const types = new Map(
    entities.flatMap((entity) => {
      const { writeGuard, file } = entity;
      return writeGuard ? [[writeGuard.name, context.file.type(writeGuard.type, context.module(file))] as const] : [];
    }),
  );
  const settled = entities.map((entity) => ({
    name: entity.names.property,
    type: `${boundAccessor(entity, plan, context)}<never>`,
  }));
  const names = settled.map(({ name }) => stringLiteral(name)).join(' | ');
  const bound = boundName(plan);
  return [
    interfaceDeclaration(
      `${plan.name}Guards`,
      { properties: [...types].map(([name, type]) => ({ name, type })) },
      "The caller's own items that allow guarded writes.",
    ),
    typeDeclaration(
      `Guarded${plan.name}`,
      `Omit<${bound}, ${names}> & ${objectType(settled)}`,
      `\`${bound}\` whose guarded writes need no \`guard()\`.`,
    ),
  ];
}

/** The union of what stream records tell, and its decoder. */
function streamDeclarations(plan: ClientPlan, context: FileContext): readonly string[] {
  const change = `${plan.name}Change`;
  const members = plan.entities.map(({ entity, names, file }) => {
    const types = [names.item, names.key].map((name) => context.file.type(name, context.module(file)));
    return `${context.runtimeType('StreamChange')}<${[stringLiteral(entity.name), ...types].join(', ')}>`;
  });
  const record = context.runtimeType('StreamRecordLike');
  return [
    typeDeclaration(
      change,
      unionType(members, `export type ${change} = ;`.length),
      'A change of one item, distinguished by `entity` and `kind`.',
    ),
    constantDeclaration(
      'decodeStreamRecord',
      `(record: ${record}, options?: ${context.runtimeType('StreamOptions')}) => ${change} | undefined`,
      pure(
        call(
          `${context.runtime('streamDecoder')}<${change}>`,
          ...plan.entities.map((entity) => definitionOf(entity, context)),
        ),
      ),
      'Decodes a record of the table streams, as Lambda or GetRecords gives it; undefined for guard items, and for what the options leave out.',
    ),
  ];
}

function bucketDeclaration(
  { bucket, constant, parameters }: BucketPlan,
  scopes: ClientPlan['scopes'],
  context: FileContext,
): string {
  const params =
    parameters.length === 0 ? 'Record<never, never>' : objectType(parameters.map((name) => ({ name, type: 'string' })));
  return constantDeclaration(
    constant,
    `${context.runtimeType('BucketKeys')}<${params}>`,
    pure(
      call(
        context.runtime('bucketKeys'),
        object([
          ['name', literal(bucket.name)],
          ['bucket', literal(bucket.bucketName)],
          ['prefix', literal(bucket.prefix)],
          ['scope', scopeConstant(bucket.scope, scopes, context)],
        ]),
      ),
    ),
    `Keys of objects in \`${bucket.bucketName}\`, inside of \`${bucket.prefix}\`.`,
  );
}

function collectionMethod(plan: CollectionPlan, fixed: string | undefined, context: FileContext): MethodPlan {
  return {
    name: plan.collection.name,
    parameters: partitionParameter(plan.partition, fixed, entityContext(plan.entities, context)),
    returns: `${context.runtimeType('QueryRequest')}<${plan.item}, ${filterable(plan, context)}, never>`,
    doc: plan.collection.description ?? `\`${plan.collection.partition}\`.`,
  };
}

const boundAccessor = (entity: EntityPlan, plan: ClientPlan, context: FileContext): string =>
  context.file.type(boundAccessorName(entity, plan.scopes), context.module(entity.file));

const definitionOf = ({ names, file }: EntityPlan, context: FileContext): string =>
  context.file.value(names.definition, context.module(file));

function collectionDeclarations(plan: CollectionPlan, client: ClientPlan, context: FileContext): readonly string[] {
  const marker = plan.table.table.marker;
  const members = plan.entities.map(({ entity, names, file }) => {
    const item = context.file.type(names.item, context.module(file));
    return marker === undefined
      ? item
      : `(${item} & ${objectType([{ name: marker, type: stringLiteral(entity.name) }])})`;
  });
  const { collection } = plan;
  const name = stringLiteral(collection.name);
  const definition = object([
    ['name', literal(collection.name)],
    ['table', context.file.value(plan.table.constant, context.module('tables'))],
    ['scope', scopeConstant(collection.scope, client.scopes, context)],
    ['partition', literal(collection.partition)],
    ['entities', array(plan.entities.map((entity) => definitionOf(entity, context)))],
    ['others', plan.others.length === 0 ? undefined : stringArray(plan.others)],
  ]);
  const partition =
    plan.partition.inline || plan.partition.fields.length === 0 ? [] : [partitionInterface(plan, context)];
  const told = marker === undefined ? '' : `, distinguished by \`${marker}\``;
  return [
    ...partition,
    typeDeclaration(
      plan.item,
      unionType(members, `export type ${plan.item} = ;`.length),
      `An item of \`${collection.name}\`${told}.`,
    ),
    constantDeclaration(
      plan.constant,
      `${context.runtimeType('CollectionDefinition')}<${client.name}[${name}], ${boundName(client)}[${name}]>`,
      definition,
    ),
  ];
}

function partitionInterface({ partition, collection, entities }: CollectionPlan, context: FileContext): string {
  const properties = keyProperties(partition.fields, entityContext(entities, context));
  return interfaceDeclaration(
    partition.name,
    { properties },
    `The partition of \`${collection.name}\`: \`${collection.partition}\`.`,
  );
}

/** The parameters are those of the first entity, whose types its file declares. */
const entityContext = ([first]: readonly EntityPlan[], context: FileContext): FileContext =>
  first === undefined
    ? context
    : { ...context, entityType: (name) => context.file.type(name, context.module(first.file)) };

/** Any attribute of any entity can be filtered by; items that lack it do not match. */
const filterable = (plan: CollectionPlan, context: FileContext): string =>
  plan.entities.map(({ names, file }) => context.file.type(names.attributes, context.module(file))).join(' & ');
