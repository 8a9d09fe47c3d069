import {
  type CompiledStatement,
  DYNAMODB_ACTIONS,
  foldName,
  INDEX_ACTIONS,
  KEYED_ACTIONS,
  listOf,
  readText,
  type Statement,
  testActions,
  touches,
} from '@tenantry/iam';
import type { Environment, Model } from '../../model/model.js';
import { indexArn, tableArn } from '../arn.js';
import { beginApart, type Chain, leadingText, someSteps, textSteps } from '../proof/chain.js';
import { commonText } from '../proof/common.js';
import { patternChain } from '../proof/pattern-chain.js';

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

/** The resources below a table, and the kind of target of each. */
const BELOW: readonly (readonly [part: string, kind: Target['kind']])[] = [
  ['index', 'unknown'],
  ['stream', 'stream'],
  ['backup', 'copy'],
  ['export', 'copy'],
  ['import', 'copy'],
];

/**
 * Resources that statements mean and the model does not know: of each text one of each kind below a table, or the ARN
 * itself.
 */
export function namedTargets(statements: readonly Statement[], known: readonly Target[]): readonly Target[] {
  const knownOf = (begin: string): readonly string[] =>
    known.flatMap(({ arn }) => (arn.startsWith(begin) ? [arn] : []));
  const tables = known.filter(({ kind }) => kind === 'table');
  const found = statements.flatMap(({ Resource }) =>
    listOf(Resource).flatMap((text): readonly Target[] => {
      const tokens = readText(text, { variables: true, wildcards: true });
      if (tokens === undefined) return [];
      const chain = patternChain(tokens, () => undefined);
      const below = tables.flatMap(({ arn, table }) =>
        BELOW.flatMap(([part, kind]): readonly Target[] => {
          const begin = `${arn}/${part}/`;
          if (beginApart(leadingText(chain), begin) || knownOf(begin).some((arn) => means(chain, arn))) return [];
          const common = commonText(chain, [...textSteps(begin), ...someSteps('any')]);
          return common === undefined ? [] : [{ arn: common, kind, table }];
        }),
      );
      if (below.length > 0 || !text.includes(':dynamodb:') || /[*?$]/.test(text)) return below;
      return [{ arn: text, kind: 'unknown', table: '' }];
    }),
  );
  const distinct = new Map(found.map((target) => [target.arn, target]));
  for (const { arn } of known) distinct.delete(arn);
  return [...distinct.values()];
}

const means = (chain: Chain, arn: string): boolean => commonText(chain, textSteps(arn)) !== undefined;

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

/**
 * Returns whether IAM checks the action on such a resource. Source: Service Authorization Reference, DynamoDB, resource
 * types.
 */
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
  const actions = DYNAMODB_ACTIONS.filter((action) => testActions(compiled, foldName(action)) !== 'no');
  return targets.flatMap((target) =>
    actions
      .filter((action) => applies(action, target) && touches(compiled, action, target.arn) !== 'no')
      .map((action) => ({ action, target })),
  );
}

/** Names an action on a target in maps. */
export const touchId = (action: string, { arn }: Target): string => `${action} ${arn}`;
