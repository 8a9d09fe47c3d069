import type { Report } from '../../diagnostics/problem.js';
import { suggest, suggestion } from '../../diagnostics/suggest.js';
import type { Environment } from '../../model/model.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';

/** Environments name every table, once, in a Region of their AWS partition. */
export const environments: Rule = (context, report) => {
  const { model } = context;
  const tables = model.tables.map(({ name }) => name);
  const quiet = holdsBroken(context, ['tables']);
  for (const environment of model.environments) {
    const path = ['environments', environment.name];
    if (!quiet) checkTables(environment, tables, report);
    const home = partitionOf(environment.region);
    if (home !== environment.partition) {
      report({
        code: 'schema.environment',
        path: [...path, 'region'],
        summary: `The Region ${environment.region} is in the AWS partition ${home}, not ${environment.partition}.`,
        why: 'The ARNs of the policies would match nothing.',
        hint: `Write \`partition: ${home}\`.`,
      });
    }
  }
  if (
    model.environments.length === 0 &&
    model.output.policies !== undefined &&
    !holdsBroken(context, ['environments'])
  ) {
    report({
      code: 'schema.environment',
      path: ['output', 'policies'],
      part: 'key',
      summary: 'Policies are asked for, but there is no environment.',
      why: 'Every policy is emitted for an environment: it names the account, the Region and the tables.',
      hint: 'Add `environments: { dev: { account: "111122223333", region: eu-west-1, tables: { … } } }`.',
    });
  }
};

function checkTables({ name, tables: names }: Environment, tables: readonly string[], report: Report): void {
  const path = ['environments', name, 'tables'];
  const misspelt = Object.keys(names).map((table) => (tables.includes(table) ? undefined : suggest(table, tables)));
  const missing = tables.filter((table) => !Object.hasOwn(names, table) && !misspelt.includes(table));
  for (const table of missing) {
    report({
      code: 'schema.environment',
      path,
      part: 'key',
      summary: `\`${name}\` does not name the table \`${table}\`.`,
      why: 'Policies point at real table names.',
      hint: `Add \`${table}: <its name in DynamoDB>\`.`,
    });
  }
  const first = new Map<string, string>();
  for (const [table, real] of Object.entries(names)) {
    if (!tables.includes(table)) {
      const hint = suggestion(table, tables, 'tables');
      report({
        code: 'schema.unknown-table',
        path: [...path, table],
        part: 'key',
        summary: `There is no table \`${table}\`.`,
        hint,
      });
      continue;
    }
    const other = first.get(real);
    if (other !== undefined) {
      report({
        code: 'schema.environment',
        path: [...path, table],
        summary: `\`${other}\` and \`${table}\` are the same table in \`${name}\`: \`${real}\`.`,
        why: 'Their keys would mix.',
        hint: 'Give each table its own name.',
      });
    }
    first.set(real, table);
  }
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
