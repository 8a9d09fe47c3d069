import { listOf, type PolicyDocument, type Statement } from '../../iam/src/document.js';
import { patternDamages } from './pattern-damage.js';

/** A way to damage a policy, and what comes of it. */
export interface Damage {
  readonly what: string;
  /** The same without names and patterns. */
  readonly kind: string;
  readonly document: PolicyDocument;
}

type Condition = { [operator: string]: { [key: string]: string | readonly string[] } };

/** Every damaged form of a policy: each statement by each of the ways that apply to it, and statements that do not belong there. */
export function damages(document: PolicyDocument): readonly Damage[] {
  const whole = (what: string, Statement: readonly Statement[]): Damage => ({
    ...{ what, kind: kindOf(what) },
    document: { ...document, Statement },
  });
  return [
    ...document.Statement.flatMap((statement, i) =>
      statementDamages(statement).map(({ what, replaced }) =>
        whole(`${statement.Sid ?? i}: ${what}`, document.Statement.toSpliced(i, 1, ...replaced)),
      ),
    ),
    ...(JSON.stringify(document).includes('${')
      ? [
          {
            what: 'the old version',
            kind: 'the old version',
            document: { ...document, Version: '2008-10-17' as '2012-10-17' },
          },
        ]
      : []),
    ...additions(document).map(({ what, statement }) => whole(what, [...document.Statement, statement])),
  ];
}

const kindOf = (what: string): string => what.replace(/^\w+: /, '').replaceAll(/\S*[#/?*$]\S*|arn:\S*/g, '');

interface Replaced {
  readonly what: string;
  readonly replaced: readonly Statement[];
}

function statementDamages(statement: Statement): readonly Replaced[] {
  const as = (what: string, change: Partial<Statement>): Replaced => ({
    what,
    replaced: [{ ...statement, ...change }],
  });
  const { Action, ...noAction } = statement;
  const actions = listOf(Action);
  const [service = ''] = (actions[0] ?? '').split(':');
  const without = (action: string): readonly string[] => actions.filter((each) => each !== action);
  return [
    { what: 'removed', replaced: [] },
    as(statement.Effect === 'Allow' ? 'denied' : 'allowed', {
      Effect: statement.Effect === 'Allow' ? 'Deny' : 'Allow',
    }),
    ...(statement.Effect === 'Deny'
      ? []
      : [
          as('every action', { Action: '*' }),
          as(`every action of ${service}`, { Action: `${service}:*` }),
          { what: 'every action but one', replaced: [{ ...noAction, NotAction: `${service}:DeleteTable` }] },
          ...(service === 'dynamodb' ? [as('PartiQL added', { Action: [...actions, 'dynamodb:PartiQLSelect'] })] : []),
        ]),
    ...actions
      .filter((action) => without(action).length > 0)
      .map((action) => as(`${action} removed`, { Action: without(action) })),
    ...resourceDamages(statement),
    ...principalDamages(statement),
    ...conditionDamages(statement),
  ];
}

function resourceDamages(statement: Statement): readonly Replaced[] {
  if (statement.Resource === undefined) return [];
  const resources = listOf(statement.Resource);
  const [first = ''] = resources;
  const as = (what: string, Resource: string | readonly string[]): readonly Replaced[] =>
    JSON.stringify(listOf(Resource)) === JSON.stringify(resources)
      ? []
      : [{ what, replaced: [{ ...statement, Resource }] }];
  return [
    ...(statement.Effect === 'Deny' ? [] : as('every resource', '*')),
    ...as('another resource', `${first}-old`),
    ...resources.flatMap((resource) =>
      resources.length < 2
        ? []
        : as(
            `without ${resource}`,
            resources.filter((each) => each !== resource),
          ),
    ),
    ...(first.includes(':table/') && statement.Effect === 'Allow'
      ? as('every index', `${first.replace(/\/index\/.*/, '')}/index/*`)
      : []),
    ...(first.includes(':s3:')
      ? [
          ...as('the whole bucket', first.replace(/(:::[^/]*).*/, '$1/*')),
          ...as('the variable as *', first.replaceAll(/\$\{aws:[^}]*\}/g, '*')),
          ...as('* after the variable', first.replace('}/', '}*/')),
          ...as('not closed', first.replace('}/', '}')),
          ...as('one folder more', first.replace('${', '?${')),
          ...as('another variable', first.replace(/\$\{aws:[^}]*\}/, '${aws:username}')),
          ...as('one tenant', first.replace(/\$\{aws:[^}]*\}/, 'rival')),
          ...as('one tenant too', [first, first.replace(/\$\{aws:[^}]*\}/, 'rival')]),
        ]
      : []),
  ];
}

function principalDamages(statement: Statement): readonly Replaced[] {
  const { Principal } = statement;
  if (Principal === undefined || statement.Effect === 'Deny') return [];
  const [[kind, names] = ['AWS', []]] = Object.entries(Principal);
  const as = (what: string, changed: Statement['Principal']): Replaced => ({
    what,
    replaced: [{ ...statement, ...(changed && { Principal: changed }) }],
  });
  return [
    as('everybody', '*'),
    as('everybody of AWS', { AWS: '*' }),
    as('the whole account', { AWS: 'arn:aws:iam::111122223333:root' }),
    as('a principal added', {
      [kind]: [
        ...listOf(names),
        kind === 'AWS' ? 'arn:aws:iam::000000000000:role/a-role-of-nobody' : 'graph.facebook.com',
      ],
    }),
    ...(kind === 'Federated'
      ? [
          as('a provider added', {
            [kind]: [...listOf(names), 'arn:aws:iam::111122223333:oidc-provider/another.example.com'],
          }),
        ]
      : []),
    as('another principal', {
      [kind]: kind === 'AWS' ? 'arn:aws:iam::111122223333:role/nobody' : 'accounts.google.com',
    }),
  ];
}

function conditionDamages(statement: Statement): readonly Replaced[] {
  const original = structuredClone(statement.Condition ?? {}) as Condition;
  const found: Replaced[] = [];
  const change = (what: string, edit: (condition: Condition) => void): void => {
    const condition = structuredClone(original);
    edit(condition);
    for (const operator of Object.keys(condition)) {
      if (Object.keys(condition[operator] ?? {}).length === 0) delete condition[operator];
    }
    if (JSON.stringify(condition) === JSON.stringify(original)) return;
    found.push({ what, replaced: [{ ...statement, Condition: condition }] });
  };
  change('no condition', (condition) => {
    for (const operator of Object.keys(condition)) delete condition[operator];
  });
  for (const [operator, keys] of Object.entries(original)) {
    for (const [key, values] of Object.entries(keys)) {
      const move = (to: string, by: string | readonly string[] = values): void =>
        change(`${operator} ${key} as ${to}${by === values ? '' : ` ${by}`}`, (condition) => {
          delete condition[operator]?.[key];
          if (condition[to]?.[key] === undefined) condition[to] = { ...condition[to], [key]: by };
        });
      change(`no ${operator} ${key}`, (condition) => delete condition[operator]?.[key]);
      if (operator === 'Null') {
        move('Null', values === 'true' ? 'false' : 'true');
        move('ForAllValues:Null');
        continue;
      }
      const [, qualifier = '', base = ''] = /^(ForA\w+:)?(\w+?)(?:IfExists)?$/.exec(operator) ?? [];
      if (!operator.endsWith('IfExists')) move(`${operator}IfExists`);
      if (qualifier !== '') move(base);
      if (qualifier !== '') move(`${qualifier === 'ForAllValues:' ? 'ForAnyValue:' : 'ForAllValues:'}${base}`);
      move(qualifier + (base.includes('Not') ? base.replace('Not', '') : base.replace(/^(String|Arn)/, '$1Not')));
      if (base.endsWith('Like') && base.startsWith('String')) move(operator.replace('Like', 'Equals'));
      if (base === 'StringEquals') move(`${operator}IgnoreCase`);
      for (const { what, patterns } of patternDamages(key, listOf(values))) {
        change(`${operator} ${key}: ${what}`, (condition) => {
          delete condition[operator]?.[key];
          const like = operator.replace('StringEquals', 'StringLike').replace('StringNotEquals', 'StringNotLike');
          condition[like] = { ...condition[like], [key]: [...patterns] };
        });
      }
    }
  }
  return found;
}

/** Statements that do not belong there. */
function additions({ Statement: statements }: PolicyDocument): readonly { what: string; statement: Statement }[] {
  const [first] = statements;
  if (first === undefined || first.Effect === 'Deny') return [];
  if (first.Principal !== undefined) {
    const [action = ''] = listOf(first.Action);
    return [{ what: 'everybody added', statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: action } }];
  }
  const allow = (what: string, Action: string, Resource: string): { what: string; statement: Statement } => ({
    what,
    statement: { Sid: 'Added', Effect: 'Allow', Action, Resource },
  });
  if (listOf(first.Action).some((action) => action.startsWith('sts:'))) {
    return [
      allow('another role added', 'sts:AssumeRole', '*'),
      allow('passing roles added', 'iam:PassRole', '*'),
      allow('the table added', 'dynamodb:GetItem', '*'),
      allow('everything added', '*', '*'),
    ];
  }
  const tables = statements.flatMap(({ Resource }) => listOf(Resource)).filter((arn) => arn.includes(':table/'));
  const bucket = statements.flatMap(({ Resource }) => listOf(Resource)).find((arn) => /:s3:::[^/]*$/.test(arn));
  const [table = ''] = tables.map((arn) => arn.replace(/\/index\/.*/, ''));
  return [
    ...(statements.some(({ Action }) => listOf(Action).includes('dynamodb:Scan'))
      ? []
      : [allow('a scan added', 'dynamodb:Scan', table)]),
    allow('a scan of an index added', 'dynamodb:Scan', `${table}/index/*`),
    allow('a vector search added', 'dynamodb:SearchVectors', table),
    allow('an export added', 'dynamodb:ExportTableToPointInTime', table),
    allow('stream records added', 'dynamodb:GetRecords', `${table}/stream/*`),
    allow('PartiQL added', 'dynamodb:PartiQL*', table),
    allow('a policy change added', 'dynamodb:PutResourcePolicy', table),
    ...(bucket === undefined
      ? []
      : [
          allow('all objects added', 's3:GetObject', `${bucket}/*`),
          allow('old versions added', 's3:GetObjectVersion', `${bucket}/*`),
          allow('the list added', 's3:ListBucket', bucket),
          allow('a bucket policy added', 's3:PutBucketPolicy', bucket),
        ]),
    allow('everything added', '*', '*'),
  ];
}
