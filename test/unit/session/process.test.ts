import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { useSts } from '../../support/sts-fixture.js';
import { runScript } from '../../support/sts-script.js';

const fixture = useSts();

/** Sessions in a process of their own, whose clock `advance` moves. */
const script = (work: string, options = ''): string => `
  import { STSClient } from '@aws-sdk/client-sts';
  import { createTenantSessions } from '@tenantry/runtime';
  let time = Date.now();
  const advance = (seconds) => { time += seconds * 1000; };
  const sessions = createTenantSessions({
    roleArn: 'arn:aws:iam::111122223333:role/member', region: 'eu-west-1', tags: { tenant: 'TenantId' }, authorize: () => true, now: () => time,
    stsClient: new STSClient({ region: 'eu-west-1', endpoint: '${fixture.sts.endpoint}', maxAttempts: 1,
      credentials: { accessKeyId: 'AKIDBASE00000000BASE', secretAccessKey: 'base-secret' } }), ${options}
  });
  const session = await sessions.get({ tenantId: 'acme' });
  ${work}
  console.log('ready');
`;

describe('a process', () => {
  it('ends at once with sessions cached and refreshes due', { timeout: 60_000 }, async () => {
    const { code, output, milliseconds } = await runScript('cached', script('advance(3400);'));
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('ready') });
    expect(milliseconds).toBeLessThan(3000);
  });

  it('ends at once while a failed refresh waits for its next try', { timeout: 60_000 }, async () => {
    let n = 0;
    fixture.sts.behave = () => (n++ === 0 ? undefined : { kind: 'error', status: 403, code: 'AccessDenied' });
    const work =
      'advance(3400); await sessions.get({ tenantId: "acme" }); while (sessions.stats().failures === 0) await new Promise(setImmediate);';
    const { code, milliseconds } = await runScript(
      'failed',
      script(work, 'backoffSeconds: { first: 1000, max: 1000 }'),
    );
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(3000);
  });

  it('ends at once when it closes its sessions in the middle of a refresh', { timeout: 60_000 }, async () => {
    let n = 0;
    fixture.sts.behave = () => (n++ === 0 ? undefined : { kind: 'wait', for: new Promise(() => {}) });
    const work =
      'advance(3400); await sessions.get({ tenantId: "acme" }); await new Promise((go) => setTimeout(go, 100)); await sessions.close();';
    const { code, milliseconds } = await runScript('closed', script(work));
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(3000);
  });

  it('that does not close them waits for the open call, and no longer than its time', { timeout: 60_000 }, async () => {
    let n = 0;
    fixture.sts.behave = () => (n++ === 0 ? undefined : { kind: 'wait', for: new Promise(() => {}) });
    const work =
      'advance(3400); await sessions.get({ tenantId: "acme" }); await new Promise((go) => setTimeout(go, 100));';
    const { code, milliseconds } = await runScript('open', script(work, 'timeoutSeconds: 0.5'));
    expect(code).toBe(0);
    expect(milliseconds).toBeLessThan(4000);
  });

  it('loads @aws-sdk/client-sts when STS is first asked, not before', { timeout: 60_000 }, async () => {
    const { code, output } = await runScript(
      'lazy',
      `
      import { createTenantSessions } from '@tenantry/runtime';
      import { createRequire } from 'node:module';
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('@aws-sdk/client-sts/'));
      const options = { region: 'eu-west-1', tags: { tenant: 'TenantId' }, authorize: () => true };
      await createTenantSessions({ ...options, source: { kind: 'static', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } } }).get({ tenantId: 'acme' });
      const sts = createTenantSessions({ ...options, roleArn: 'arn:aws:iam::111122223333:role/member', timeoutSeconds: 0.01 });
      const before = loaded();
      await sts.get({ tenantId: 'acme' }).catch(() => {});
      await new Promise((go) => setTimeout(go, 1500));
      console.log('ready', before, loaded());
      process.exit();
      `,
    );
    expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('ready false true') });
  });
});

describe('a bundle', () => {
  it('holds no part of sessions unless they are used', async () => {
    const { metafile } = await build({
      stdin: {
        contents: `export { createAccessor } from './runtime/src/codegen-v1.ts'; export { Throttled } from './runtime/src/index.ts';`,
        resolveDir: process.cwd(),
      },
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      treeShaking: true,
      external: ['@aws-sdk/*'],
    });
    const inputs = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {});
    expect(inputs.filter(([file, { bytesInOutput }]) => file.includes('src/session/') && bytesInOutput > 0)).toEqual(
      [],
    );
    expect(inputs.length).toBeGreaterThan(5);
  });
});
