import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { accessMarkdown } from '../../../generator/src/policy/access/access-markdown.js';
import { diff } from '../../../generator/src/policy/diff/diff.js';
import { verify } from '../../../generator/src/policy/verify/verify.js';
import { readSchema } from '../../../generator/src/read-schema.js';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal } from '../cli/run-cli.js';

const BECAUSE = 'Clerks are all of the *payroll* office.';

/** Orders and salaries share a partition, so IAM cannot tell them apart. */
const schema = (role: object, more: object = {}) =>
  JSON.stringify({
    version: 1,
    service: 'demo',
    output: { policies: 'p', docs: 'd' },
    environments: { prod: { account: '111122223333', region: 'eu-west-1', tables: { app: 'app' } } },
    scopes: { tenant: { prefix: 'TENANT#{tenantId}', principalTag: 'TenantId' } },
    tables: { app: { partitionKey: 'pk', sortKey: 'sk', indexes: { gsi1: { partitionKey: 'g1', sortKey: 's1' } } } },
    entities: {
      Order: {
        key: { partition: 'TENANT#{tenantId}', sort: 'O#{id}' },
        attributes: { tenantId: 'string', id: 'string' },
      },
      Salary: {
        key: { partition: 'TENANT#{tenantId}', sort: 'S#{id}' },
        attributes: { tenantId: 'string', id: 'string' },
      },
      ...more,
    },
    roles: { clerk: { tags: ['tenant'], ...role } },
    identity: { assumeRole: { trusted: ['role/api'] } },
  });

const read = (text: string) => {
  const { model, diagnostics } = readSchema([{ file: 's.tenantry.yaml', text }]);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  return { model, diagnostics, codes: diagnostics.map(({ code }) => code) };
};

async function command(name: string, text: string) {
  const base = temporaryFolder();
  put(base, 'tenantry.yaml', text);
  const terminal = memoryTerminal(base);
  const exitCode = await run([name], terminal, toolchain);
  return { exitCode, ...terminal.printed() };
}

const grants = { Order: ['read', 'write'] };
const accept = [{ entity: 'Salary', actions: ['read', 'write'], because: BECAUSE }];

describe('access wider than granted', () => {
  it('is a warning of validate and generate, and fails verify, until the role accepts it', async () => {
    for (const name of ['validate', 'generate']) {
      const { exitCode, err } = await command(name, schema({ grants }));
      expect([name, exitCode]).toEqual([name, 0]);
      expect(err).toContain('warning policy.wider-than-granted');
      expect(err).toContain('`clerk` may also get, query, put, update, delete and check Salary.primary.');
      expect(err).toContain(
        'accept: [{ entity: Salary, actions: [get, query, put, update, delete, check], because: "…" }]',
      );
    }
    const refused = await command('verify', schema({ grants }));
    expect(refused.exitCode).toBe(1);
    expect(refused.out).toMatch(/^✗ WIDER THAN GRANTED {3}/);
    expect(refused.out).not.toMatch(/\bsound\b/i);
    for (const name of ['validate', 'generate', 'verify']) {
      const { exitCode, err } = await command(name, schema({ grants, accept }));
      expect([name, exitCode]).toEqual([name, 0]);
      expect(err).not.toContain('wider-than-granted');
    }
  });

  it('stands with its reason in the report', () => {
    const { model } = read(schema({ grants, accept }));
    const verification = verify(model);
    expect(verification.access.filter(({ accepted }) => accepted === BECAUSE)).toHaveLength(6);
    const report = accessMarkdown(model, verification);
    expect(report).toContain('6 of them wider than the schema grants, of which it acknowledges 6');
    expect(report).toContain('Accepted: Clerks are all of the \\*payroll\\* office.');
  });

  it.each([
    [
      'one action of several',
      [{ entity: 'Salary', actions: ['read'], because: BECAUSE }],
      ['policy.wider-than-granted'],
    ],
    [
      'an entity besides',
      [{ entity: ['Salary', 'Order'], actions: ['read', 'write'], because: BECAUSE }],
      ['policy.unused-acceptance'],
    ],
    [
      'an action besides',
      [...accept, { entity: 'Salary', actions: 'scan', because: BECAUSE }],
      ['policy.unused-acceptance', 'policy.unused-acceptance'],
    ],
    [
      'an attribute that is not a key',
      [...accept, { entity: 'Salary', actions: 'read', attributes: ['id'], because: BECAUSE }],
      null,
    ],
  ])('is not accepted by %s', (_, given, codes) => {
    const found = read(schema({ grants, accept: given })).codes;
    if (codes === null) expect(found).toContain('policy.unused-acceptance');
    else expect(found).toEqual(codes);
  });

  it.each([
    ['entity', { entity: 'Celery', actions: 'read' }, 'schema.unknown-entity'],
    ['entity of a list', { entity: ['Salary', 'Celery'], actions: 'read' }, 'schema.unknown-entity'],
    ['attribute', { entity: 'Salary', actions: 'read', attributes: ['amuont'] }, 'schema.unknown-attribute'],
  ])('is refused for an unknown %s, with one message', (_, given, code) => {
    const text = schema({ grants, accept: [...accept, { ...given, because: BECAUSE }] });
    const { diagnostics } = readSchema([{ file: 's.tenantry.yaml', text }]);
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
  });

  it('needs a reason', () => {
    const text = schema({ grants, accept: [{ entity: 'Salary', actions: ['read'] }] });
    expect(readSchema([{ file: 's.tenantry.yaml', text }]).diagnostics[0]?.summary).toContain('`because`');
  });

  it('is no widening where the change accepts it', () => {
    const { model: before } = read(
      schema({ grants: { Order: 'read' }, accept: [{ entity: 'Salary', actions: 'read', because: BECAUSE }] }),
    );
    const { model: open } = read(schema({ grants }));
    const { model: accepted } = read(schema({ grants, accept }));
    const widened = (after: typeof open) =>
      diff(before, after)
        .changes.filter(({ code }) => code === 'access.widened')
        .map(({ summary }) => summary);
    expect(widened(open)).toEqual([
      'clerk may now put, update, delete, check Order.',
      'clerk may now put, update, delete, check Salary.',
    ]);
    expect(widened(accepted)).toEqual(['clerk may now put, update, delete, check Order.']);
  });
});

describe('an attribute that a grant leaves out and a key holds', () => {
  const file = (sort: string, more: object = {}) => ({
    File: {
      key: { partition: 'TENANT#{tenantId}#F', sort },
      attributes: { tenantId: 'string', secret: 'string', title: 'string', at: 'datetime', ...more },
    },
  });
  const limited = { grants: { File: { actions: 'read', attributes: ['title'] } } };
  const attributesOf = (text: string) =>
    verify(read(text).model).access.filter(({ attribute }) => attribute !== undefined);

  it('is named, with the key', () => {
    const [row, ...others] = attributesOf(schema(limited, file('A#{secret}')));
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      role: 'clerk',
      entity: 'File',
      action: 'query',
      attribute: 'secret',
      declared: false,
      effective: true,
    });
    expect(row?.reason).toContain('A#{secret}');
    const { codes, diagnostics } = read(schema(limited, file('A#{secret}')));
    expect(codes).toEqual(['policy.wider-than-granted']);
    expect(diagnostics[0]?.summary).toBe('`clerk` may also query `secret` of File.primary.');
  });

  it('is found in computed parts and in the keys of indexes', () => {
    const computed = file('{label}', { label: { type: 'string', compute: '{secret}#{at:yyyy}' } });
    expect(attributesOf(schema(limited, computed)).map(({ attribute }) => attribute)).toEqual(['secret', 'at']);
    const { File } = file('A#{title}');
    const indexed = {
      File: {
        ...File,
        indexes: { bySecret: { index: 'gsi1', partition: 'TENANT#{tenantId}#F#{secret}', sort: '{at}' } },
      },
    };
    expect(
      attributesOf(schema(limited, indexed)).map(({ accessPattern, attribute }) => [accessPattern, attribute]),
    ).toEqual([
      ['bySecret', 'secret'],
      ['bySecret', 'at'],
    ]);
  });

  it('is nothing where the grant names it, or all that it is made of', () => {
    const named = { grants: { File: { actions: 'read', attributes: ['secret', 'title'] } } };
    expect(attributesOf(schema(named, file('A#{secret}')))).toEqual([]);
    const computed = file('{label}', { label: { type: 'string', compute: '{secret}' } });
    expect(attributesOf(schema(named, computed))).toEqual([]);
  });

  it('is accepted by name', () => {
    const by = (attributes: string[]) => ({
      ...limited,
      accept: [{ entity: 'File', actions: 'query', attributes, because: BECAUSE }],
    });
    expect(read(schema(by(['secret']), file('A#{secret}'))).codes).toEqual([]);
    expect(read(schema(by(['secret', 'title']), file('A#{secret}'))).codes).toEqual(['policy.unused-acceptance']);
  });
});

describe('an attribute that a grant leaves out and something else of the role needs', () => {
  const partition = 'TENANT#{tenantId}#D';
  const document = (name: string, more: object = {}) => ({
    key: { partition, sort: `${name}#{id}` },
    attributes: { tenantId: 'string', id: 'string', title: 'string', note: 'string', state: 'string', ...more },
  });
  const indexed = {
    ...document('FILE'),
    indexes: { byState: { index: 'gsi1', partition: 'TENANT#{tenantId}#S#{state}', sort: '{note}' } },
  };
  const wider = (entities: object, grants: object, accept: readonly object[] = []) => {
    const { model } = read(schema({ grants, accept }, entities));
    const { sound, complete, asGranted, access, findings } = verify(model);
    expect({ sound, complete, findings }).toEqual({ sound: true, complete: true, findings: [] });
    const rows = access.filter(({ attribute, accepted }) => attribute !== undefined && accepted === undefined);
    expect(asGranted).toBe(access.every(({ declared, effective, accepted }) => declared || !effective || accepted));
    return rows.map(({ entity, action, attribute }) => `${action} ${attribute} of ${entity}`);
  };

  it('is named where an update reads it and sets a condition on it', () => {
    const grants = { File: { actions: ['get', 'update'], attributes: ['title', 'state'] } };
    expect(wider({ File: indexed }, grants)).toEqual(['get note of File', 'update note of File']);
    const accept = [{ entity: 'File', actions: ['get', 'update'], attributes: ['note'], because: BECAUSE }];
    expect(wider({ File: indexed }, grants, accept)).toEqual([]);
  });

  it.each([
    ['whole', 'get', ['get note of File', 'get state of File']],
    ['with other attributes', { actions: 'get', attributes: ['note'] }, ['get note of File']],
    ['with the same attributes', { actions: 'get', attributes: ['title'] }, []],
    ['for another action', { actions: 'check', attributes: ['note'] }, []],
  ])('is named where an entity of the same partition is granted %s', (_, granted, expected) => {
    const grants = { File: { actions: 'get', attributes: ['title'] }, Memo: granted };
    const found = wider({ File: document('FILE'), Memo: document('MEMO') }, grants);
    expect(found.filter((each) => each.endsWith('of File'))).toEqual(expected);
  });

  it('is nothing of the sort where an update writes it by itself', () => {
    const stamped = { ...document('FILE', { changed: { type: 'datetime', generate: 'updated' } }), version: true };
    expect(wider({ File: stamped }, { File: { actions: ['get', 'update'], attributes: ['title'] } })).toEqual([]);
  });
});
