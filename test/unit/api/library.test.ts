import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, compile, evaluate, generate, importModel, type Model, verify } from 'tenantry';
import { describe, expect, it } from 'vitest';
import { sampleSchema } from '../../../generator/src/cli/init/sample-schema.js';
import { ROOT } from '../../support/source-files.js';
import { put, temporaryFolder, text } from '../../support/temporary-folder.js';

const SHOP = sampleSchema('shop', 'x.json');

describe('the library', () => {
  it('compiles in memory, verifies, and evaluates what it emitted', () => {
    const { files, diagnostics, model } = compile(SHOP);
    expect(diagnostics).toEqual([]);
    const { sound, complete, findings, access } = verify(model as Model);
    expect([sound, complete, findings]).toEqual([true, true, []]);
    expect(access.length).toBeGreaterThan(0);
    const policy = JSON.parse(files.get('policies/dev/user.policy.json') ?? '');
    const decide = (tenant: string) =>
      evaluate(
        { identity: [policy] },
        {
          action: 'dynamodb:GetItem',
          resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/shop-dev',
          context: { 'dynamodb:LeadingKeys': [`TENANT#${tenant}`], 'aws:PrincipalTag/TenantId': 'acme' },
        },
      ).decision;
    expect([decide('acme'), decide('other')]).toEqual(['allowed', 'denied']);
  });

  it('never throws for a bad schema, and gives no file then', () => {
    const { files, diagnostics, model } = compile('version: 2\n');
    expect([files.size, model]).toEqual([0, undefined]);
    expect(diagnostics[0]).toMatchObject({ severity: 'error', where: { file: 'schema.tenantry.yaml', line: 1 } });
  });

  it('generates and checks as the commands do', async () => {
    const cwd = temporaryFolder();
    put(cwd, 'tenantry.yaml', SHOP);
    expect((await check({ cwd })).fresh).toBe(false);
    const dry = await generate({ cwd, dryRun: true });
    const { files, diagnostics } = await generate({ cwd });
    expect([dry.files, diagnostics]).toEqual([files, []]);
    expect(new Set(files.map(({ status }) => status))).toEqual(new Set(['created']));
    expect((await check({ cwd, schema: 'tenantry.yaml' })).fresh).toBe(true);

    put(cwd, 'src/client/task.ts', '// mine\n');
    const refused = await generate({ cwd });
    expect(refused.diagnostics).toMatchObject([{ code: 'output.hand-edited', where: { file: 'src/client/task.ts' } }]);
    expect(text(cwd, 'src/client/task.ts')).toBe('// mine\n');
    await generate({ cwd, force: true });
    expect((await check({ cwd })).fresh).toBe(true);
    await expect(generate({ cwd: temporaryFolder() })).rejects.toMatchObject({ code: 'input.no-schema' });
  });

  it('imports a data model', () => {
    const model = readFileSync(join(ROOT, 'test/imports/chat/model.json'), 'utf8');
    expect(compile(importModel('model.json', model).schema ?? '').model?.service).toBe('chat');
  });
});
