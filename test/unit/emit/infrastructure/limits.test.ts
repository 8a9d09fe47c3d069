import { describe, expect, it } from 'vitest';
import { infrastructureFiles } from '../../../../generator/src/emit/infrastructure/infrastructure-files.js';
import { stackProblems } from '../../../../generator/src/emit/infrastructure/stack-limits.js';
import { TARGET_NAMES } from '../../../../generator/src/emit/infrastructure/target-names.js';
import type { Model } from '../../../../generator/src/model/model.js';
import { compile } from '../../../../generator/src/pipeline.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const [app] = flightClubModel.tables as [Model['tables'][0]];

/** A model of so many tables, and no roles. */
const withTables = (count: number): Model => ({
  ...flightClubModel,
  entities: [],
  collections: [],
  buckets: [],
  roles: [],
  identity: {},
  tables: Array.from({ length: count }, (_, i) => ({ ...app, name: `t${i}` })),
});

describe('limits of CloudFormation', () => {
  it('are counted as the template has them', async () => {
    const { parse } = await import('yaml');
    const file = infrastructureFiles(flightClubModel).find(({ path }) => path === 'cloudformation/flight-club.yaml');
    const { Resources, Outputs } = parse(file?.text ?? '');
    const own = { resources: Object.keys(Resources).length, outputs: Object.keys(Outputs).length };
    const told = stackProblems({ ...flightClubModel, tables: [app, ...withTables(599).tables] }, [], TARGET_NAMES);
    expect(told).toEqual([
      `The stack has ${own.resources + 599} resources; CloudFormation accepts at most 500.`,
      'The template has 601 parameters; CloudFormation accepts at most 200.',
      `The template has ${own.outputs + 2 * 599} outputs; CloudFormation accepts at most 200.`,
    ]);
  });

  it('are for the targets that are chosen', () => {
    const model = withTables(600);
    expect(stackProblems(model, [], ['cdk'])).toHaveLength(1);
    expect(stackProblems(model, [], ['terraform', 'dynamodb'])).toEqual([]);
    expect(stackProblems(withTables(99), [], TARGET_NAMES)).toEqual([]);
    const large = { path: 'cloudformation/x.yaml', text: 'x'.repeat(1_000_001) };
    expect(stackProblems(withTables(1), [large], ['cloudformation'])).toEqual([
      'The template has 1000001 bytes; CloudFormation accepts at most 1000000.',
    ]);
    expect(stackProblems(withTables(1), [large], ['cdk'])).toEqual([]);
  });

  it('are errors at the output, and nothing is written', () => {
    const tables = Array.from({ length: 101 }, (_, i) => `  t${i}: { partitionKey: pk }\n`).join('');
    const real = Array.from({ length: 101 }, (_, i) => `t${i}: real-${i}`).join(', ');
    const text = `version: 1
service: shop
output:
  infrastructure: infra
environments:
  dev: { account: "111122223333", region: eu-west-1, tables: { ${real} } }
scopes:
  tenant: { prefix: "T#{tenantId}", principalTag: TenantId }
tables:
${tables}entities:
  Note:
    table: t0
    key: { partition: "T#{tenantId}" }
    attributes: { tenantId: string }
`;
    const sources = [{ file: 'shop.yaml', text }];
    const refused = compile(sources);
    expect(refused.folders).toEqual([]);
    expect(refused.model).toBeUndefined();
    expect(refused.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([
      {
        code: 'output.too-large',
        severity: 'error',
        where: { file: 'shop.yaml', line: 4, column: 3, length: 14 },
        summary: 'The template has 202 outputs; CloudFormation accepts at most 200.',
        hint: 'Split the schema, or leave the target out: `infrastructure: [dynamodb, pulumi, terraform]` in tenantry.config.yaml.',
      },
    ]);
    const chosen = compile(sources, { infrastructure: ['terraform'] });
    expect(chosen.folders.flatMap(({ files }) => files.map(({ path }) => path))).toContain('terraform/main.tf.json');
  });

  it('of a template that is sent inline are named in its head', () => {
    const [text = ''] = infrastructureFiles(withTables(60), { targets: ['cloudformation'] }).map((file) => file.text);
    expect(text).toMatch(/^# CloudFormation reads more than 51200 bytes from S3 only: deploy it with --s3-bucket\.$/m);
    const [short = ''] = infrastructureFiles(withTables(1), { targets: ['cloudformation'] }).map((file) => file.text);
    expect(short).not.toContain('--s3-bucket');
  });
});
