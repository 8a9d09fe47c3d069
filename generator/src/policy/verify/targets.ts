import {
  type CompiledStatement,
  DYNAMODB_ACTIONS,
  INDEX_ACTIONS,
  KEYED_ACTIONS,
  listOf,
  type Statement,
  testActions,
  touches,
} from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { indexArn, tableArn } from '../arn.js';

/** A resource that requests may name: the model's, and one of each kind that the model does not know. */
export interface Target {
  readonly arn: string;
  readonly kind: 'table' | 'index' | 'stream' | 'copy' | 'unknown';
  /** Empty for one that lies below no table of the model. */
  readonly table: string;
  readonly index?: string;
}

/** An action on a target that a statement may allow. */
export interface Touch {
  readonly action: string;
  readonly target: Target;
}

export function targetsOf(model: Model, environment: Environment): readonly Target[] {
  return model.tables.flatMap(({ name: table, indexes }): readonly Target[] => {
    const arn = tableArn(environment, table);
    return [
      { arn, kind: 'table', table },
      ...indexes.map(
        ({ name }): Target => ({ arn: indexArn(environment, table, name), kind: 'index', table, index: name }),
      ),
      { arn: indexArn(environment, table, 'another-index'), kind: 'unknown', table },
      { arn: `${arn}/stream/2026-01-01T00:00:00.000`, kind: 'stream', table },
      { arn: `${arn}/backup/01489173575360-b308cd7d`, kind: 'copy', table },
      { arn: `${arn}/export/01489173575360-b308cd7d`, kind: 'copy', table },
      { arn: `${arn}/import/01489173575360-b308cd7d`, kind: 'copy', table },
      { arn: globalTableArn(environment, table), kind: 'copy', table },
      { arn: `${arn}-another-table`, kind: 'unknown', table: '' },
      ...model.environments
        .map((other): Target => ({ arn: tableArn(other, table), kind: 'unknown', table }))
        .filter((target) => target.arn !== arn),
    ];
  });
}

/** Resources that statements name and the model does not know, one ARN at a time. */
export function namedTargets(statements: readonly Statement[], known: readonly Target[]): readonly Target[] {
  const arns = statements
    .flatMap(({ Resource }) => listOf(Resource))
    .filter((arn) => arn.includes(':dynamodb:') && !/[*?$]/.test(arn) && !known.some((target) => target.arn === arn));
  return [...new Set(arns)].map((arn) => {
    const { table = '' } = known.find((target) => target.kind === 'table' && arn.startsWith(`${target.arn}/`)) ?? {};
    const kind = arn.includes('/stream/') ? 'stream' : table === '' || arn.includes('/index/') ? 'unknown' : 'copy';
    return { arn, kind, table };
  });
}

const globalTableArn = (environment: Environment, table: string): string =>
  tableArn(environment, table).replace(/:[^:]*:([^:]*):table\//, '::$1:global-table/');

/** The target of a table or of one of its indexes. */
export const findTarget = (targets: readonly Target[], table: string, index: string | undefined): Target | undefined =>
  targets.find(
    (target) =>
      target.table === table && target.index === index && (target.kind === 'table' || target.kind === 'index'),
  );

const STREAM_ACTIONS: ReadonlySet<string> = new Set([
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:DescribeStream',
]);

/** Whether IAM checks the action on such a resource. Source: Service Authorization Reference, DynamoDB, resource types. */
export const applies = (action: string, { kind, arn }: Target): boolean =>
  kind === 'stream'
    ? STREAM_ACTIONS.has(action)
    : kind === 'copy'
      ? !KEYED_ACTIONS.includes(action) && !INDEX_ACTIONS.has(action) && !STREAM_ACTIONS.has(action)
      : arn.includes('/index/')
        ? INDEX_ACTIONS.has(action)
        : !STREAM_ACTIONS.has(action);

/** Every action on every target of which a statement speaks, whatever its conditions. */
export function touchesOf(compiled: CompiledStatement, targets: readonly Target[]): readonly Touch[] {
  const actions = DYNAMODB_ACTIONS.filter((action) => testActions(compiled, action.toLowerCase()) !== 'no');
  return targets.flatMap((target) =>
    actions
      .filter((action) => applies(action, target) && touches(compiled, action, target.arn) !== 'no')
      .map((action) => ({ action, target })),
  );
}

/** Names an action on a target in maps. */
export const touchId = (action: string, { arn }: Target): string => `${action} ${arn}`;
