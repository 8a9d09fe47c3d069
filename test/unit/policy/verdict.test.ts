// The verdict never says "sound" beside findings or an access that say otherwise: for every case's schema, as it is emitted and
// with statements that somebody adds.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Model } from '../../../generator/src/model/model.js';
import { accessDifferences } from '../../../generator/src/policy/access/differences.js';
import { verifyText } from '../../../generator/src/policy/access/verify-text.js';
import { isSoundness } from '../../../generator/src/policy/verify/finding.js';
import { type Verification, verify } from '../../../generator/src/policy/verify/verify.js';
import { readSchema } from '../../../generator/src/read-schema.js';

const CASES = 'test/cases';

const models: readonly (readonly [name: string, model: Model])[] = readdirSync(CASES).flatMap((name) => {
  const files = readdirSync(`${CASES}/${name}`).filter((file) => /^schema.*\.ya?ml$|\.tenantry\.yaml$/.test(file));
  const { model } = readSchema(files.map((file) => ({ file, text: readFileSync(`${CASES}/${name}/${file}`, 'utf8') })));
  return model === undefined || model.environments.length === 0 || model.roles.length === 0 ? [] : [[name, model]];
});

const ITEMS = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem'];

/** By name, what is added to each role; `table` is the ARN of the first table. */
const ADDED: { readonly [name: string]: (table: string) => object } = {
  'every item': (table) => ({ Effect: 'Allow', Action: ITEMS, Resource: table }),
  'a scan': (table) => ({ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: table }),
  'a stream': (table) => ({ Effect: 'Allow', Action: 'dynamodb:GetRecords', Resource: `${table}/stream/*` }),
  'an action of tomorrow': (table) => ({ Effect: 'Allow', Action: 'dynamodb:StartBulkPutItems', Resource: table }),
  'an unknown condition key': (table) => ({
    ...{ Effect: 'Allow', Action: ITEMS, Resource: table },
    Condition: { 'ForAllValues:StringEquals': { 'dynamodb:PartitionKey': ['TENANT#x'] } },
  }),
  'a condition that is not read': (table) => ({
    ...{ Effect: 'Allow', Action: ITEMS, Resource: table },
    Condition: { StringSounds: { 'dynamodb:LeadingKeys': ['TENANT#x'] } },
  }),
  'a Deny of reads': (table) => ({ Effect: 'Deny', Action: 'dynamodb:GetItem', Resource: table }),
  'a Deny of everything': () => ({ Effect: 'Deny', Action: '*', Resource: '*' }),
  'a description': (table) => ({ Effect: 'Allow', Action: 'dynamodb:DescribeTable', Resource: table }),
};

function withStatement(model: Model, made: (table: string) => object): Model {
  const [environment] = model.environments;
  const [table] = Object.values(environment?.tables ?? {});
  const arn = `arn:${environment?.partition}:dynamodb:${environment?.region}:${environment?.account}:table/${table}`;
  return { ...model, roles: model.roles.map((role) => ({ ...role, additionalStatements: [made(arn)] as never })) };
}

function expectConsistent(model: Model, verification: Verification): void {
  const { sound, complete, asGranted, findings, access } = verification;
  const open = accessDifferences(access).filter(({ accepted }) => accepted === undefined);
  expect(asGranted && open.some(({ wider }) => wider), 'as granted, and wider').toBe(false);
  expect(complete && open.some(({ wider }) => !wider), 'complete, and refused').toBe(false);
  expect(sound).toBe(!findings.some(isSoundness));
  const clean = findings.length === 0 && open.length === 0;
  for (const width of [undefined, 80]) {
    const { verdict, report } = verifyText(model, verification, { color: false, width, milliseconds: 1, all: true });
    if (!clean) expect(verdict).not.toMatch(/(?<!NOT )SOUND|(?<!NOT )COMPLETE/);
    if (!clean) expect(verdict).toMatch(/^✗ /);
    expect(report).not.toMatch(/\bsound\b/i);
    const lines = `${verdict}${report}`.split('\n');
    if (width !== undefined) expect(lines.filter((line) => line.length > width && /\S +\S/.test(line))).toEqual([]);
    for (const { on } of open) expect(report.replaceAll(/\s+/g, ' ')).toContain(on[0] ?? '');
  }
}

describe('the verdict of verify', () => {
  it.each(models)('%s: agrees with the findings and the access', (_name, model) => {
    expectConsistent(model, verify(model));
  });

  it.each(Object.entries(ADDED))('agrees where every role has %s', (name, made) => {
    const [, model] = models.find(([each]) => each === 'complaint-management') ?? [];
    if (model === undefined) throw new Error('There is no such case.');
    const changed = withStatement(model, made);
    const verification = verify(changed);
    expectConsistent(changed, verification);
    expect(verification.sound && verification.complete && verification.asGranted).toBe(name === 'a description');
  });
});
