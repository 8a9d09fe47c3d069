import { listOf, type PolicyDocument, type Statement } from '../../generator/src/policy/document.js';

/** A way to damage a policy, and what comes of it. */
export interface Damage {
  readonly what: string;
  readonly document: PolicyDocument;
}

type Condition = { [operator: string]: { [key: string]: string | string[] } };

const KEYS = 'dynamodb:LeadingKeys';
const LIKE = 'ForAllValues:StringLike';
const EQUALS = 'ForAllValues:StringEquals';

/** Every damaged form of a policy: each statement by each of the ways that apply to it. */
export function damages(document: PolicyDocument): readonly Damage[] {
  const whole = (what: string, Statement: readonly Statement[]): Damage => ({
    what,
    document: { ...document, Statement },
  });
  return [
    ...document.Statement.flatMap((statement, i) =>
      statementDamages(statement).map(({ what, replaced }) =>
        whole(`${statement.Sid}: ${what}`, document.Statement.toSpliced(i, 1, ...replaced)),
      ),
    ),
    ...(JSON.stringify(document).includes('${')
      ? [{ what: 'the old version', document: { ...document, Version: '2008-10-17' as '2012-10-17' } }]
      : []),
    ...additions(document).map(({ what, statement }) => whole(what, [...document.Statement, statement])),
  ];
}

interface Replaced {
  readonly what: string;
  readonly replaced: readonly Statement[];
}

function statementDamages(statement: Statement): readonly Replaced[] {
  const as = (what: string, change: Partial<Statement>): Replaced => ({
    what,
    replaced: [{ ...statement, ...change }],
  });
  const { NotAction: _, ...rest } = statement;
  const { Action: __, ...noAction } = rest;
  return [
    { what: 'removed', replaced: [] },
    as('denied', { Effect: 'Deny' }),
    as('every action', { Action: '*' }),
    as('every action of DynamoDB', { Action: 'dynamodb:*' }),
    { what: 'every action but one', replaced: [{ ...noAction, NotAction: 'dynamodb:DeleteTable' }] },
    ...listOf(statement.Action)
      .map((action) => as(`${action} removed`, { Action: listOf(statement.Action).filter((each) => each !== action) }))
      .filter(({ replaced: [first] }) => listOf(first?.Action).length > 0),
    as('PartiQL added', { Action: [...listOf(statement.Action), 'dynamodb:PartiQLSelect'] }),
    as('every resource', { Resource: '*' }),
    as('another table', { Resource: `${listOf(statement.Resource)[0]}-old` }),
    as('every index', { Resource: `${(listOf(statement.Resource)[0] ?? '').replace(/\/index\/.*/, '')}/index/*` }),
    ...conditionDamages(statement),
  ];
}

function conditionDamages(statement: Statement): readonly Replaced[] {
  const original = structuredClone(statement.Condition ?? {}) as Condition;
  const found: Replaced[] = [];
  const change = (what: string, edit: (condition: Condition) => void, extra: Partial<Statement> = {}): void => {
    const condition = structuredClone(original);
    edit(condition);
    for (const operator of Object.keys(condition)) {
      if (Object.keys(condition[operator] ?? {}).length === 0) delete condition[operator];
    }
    if (JSON.stringify(condition) === JSON.stringify(original) && Object.keys(extra).length === 0) return;
    found.push({ what, replaced: [{ ...statement, ...extra, Condition: condition }] });
  };
  const rename = (from: string, to: string): void =>
    change(`${from} as ${to}`, (condition) => {
      const keys = condition[from];
      if (keys === undefined) return;
      delete condition[from];
      condition[to] = { ...condition[to], ...keys };
    });
  change('no condition', (condition) => {
    for (const operator of Object.keys(condition)) delete condition[operator];
  });
  for (const operator of [LIKE, EQUALS]) {
    if (original[operator]?.[KEYS] === undefined) continue;
    change('no leading keys', (condition) => delete condition[operator]?.[KEYS]);
    rename(operator, operator.replace('ForAllValues', 'ForAnyValue'));
    rename(operator, operator.replace('ForAllValues:', ''));
    rename(operator, operator.replace('String', 'StringNot'));
    for (const { what, patterns } of patternDamages(listOf(original[operator]?.[KEYS]))) {
      change(what, (condition) => {
        delete condition[operator]?.[KEYS];
        condition[LIKE] = { ...condition[LIKE], [KEYS]: [...patterns] };
      });
    }
  }
  if (original[LIKE] !== undefined) rename(LIKE, EQUALS);
  if (original[EQUALS]?.[KEYS] !== undefined) rename(EQUALS, `${EQUALS}IgnoreCase`);
  change('no null guard', (condition) => delete condition.Null);
  change('null guard turned round', (condition) => {
    condition.Null = Object.fromEntries(Object.keys(condition.Null ?? {}).map((key) => [key, 'true']));
  });
  rename('Null', 'ForAllValues:Null');
  change('no tag guard', (condition) => delete condition.StringLike);
  change('tag guard of anything', (condition) => {
    condition.StringLike = Object.fromEntries(Object.keys(condition.StringLike ?? {}).map((key) => [key, '*']));
  });
  change('Select left out', (condition) => delete condition.StringEquals?.['dynamodb:Select']);
  change('Select only if it exists', (condition) => {
    if (condition.StringEquals?.['dynamodb:Select'] === undefined) return;
    condition.StringEqualsIfExists = condition.StringEquals;
    delete condition.StringEquals;
  });
  change('attributes left out', (condition) => {
    if (condition[EQUALS]?.['dynamodb:Attributes'] !== undefined) delete condition[EQUALS]['dynamodb:Attributes'];
  });
  return found;
}

function patternDamages(patterns: readonly string[]): readonly { what: string; patterns: readonly string[] }[] {
  return [
    { what: 'every key', patterns: ['*'] },
    { what: 'every key too', patterns: [...patterns, '*'] },
    { what: 'a public key too', patterns: [...patterns, 'PUBLIC'] },
    ...(patterns.includes('TENANT#*') ? [] : [{ what: 'every tenant too', patterns: [...patterns, 'TENANT#*'] }]),
    ...patterns.flatMap((pattern, i) => {
      const as = (how: string, text: string): { what: string; patterns: readonly string[] } => ({
        what: `${pattern} ${how}`,
        patterns: text === pattern ? [] : patterns.toSpliced(i, 1, text),
      });
      return [
        as('with the variable as *', pattern.replaceAll(/\$\{aws:[^}]*\}/g, '*')),
        as('with * after the variable', pattern.replace(/(\$\{aws:[^}]*\})/, '$1*')),
        as('with ? before the variable', pattern.replace(/(\$\{aws:[^}]*\})/, '?$1')),
        as('with a default', pattern.replace(/\$\{(aws:[^}]*)\}/, "${$1, 'acme'}")),
        as('with another variable', pattern.replace(/\$\{aws:[^}]*\}/, '${aws:username}')),
        as('closed by a dash', pattern.replace('}#', '}-')),
        as('in lower case', pattern.replace('TENANT', 'tenant')),
        ...(pattern.endsWith('*') ? [] : [as('with * at its end', `${pattern}*`)]),
        ...(pattern.includes('?')
          ? [as('with * for ?', pattern.replace(/\?+/, '*')), as('with a ? less', pattern.replace('?', ''))]
          : []),
        { what: `${pattern} removed`, patterns: patterns.toSpliced(i, 1) },
      ].filter((damage) => damage.patterns.length > 0);
    }),
  ];
}

/** Statements that do not belong there. */
function additions({ Statement: statements }: PolicyDocument): readonly { what: string; statement: Statement }[] {
  const table = (listOf(statements[0]?.Resource)[0] ?? '').replace(/\/index\/.*/, '');
  const allow = (what: string, Action: string, Resource: string): { what: string; statement: Statement } => ({
    what,
    statement: { Sid: 'Added', Effect: 'Allow', Action, Resource },
  });
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
    allow('everything added', '*', '*'),
  ];
}
