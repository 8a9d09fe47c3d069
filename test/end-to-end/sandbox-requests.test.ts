import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { LACKED, served } from '../support/sandbox-sessions.js';

/**
 * The end-to-end suite of requests once more, through the sandbox: each request in a session of the tenant that it names,
 * minted by the sessions provider with the sandbox's STS, under the generated policy of the weakest role that may make it.
 */
const OWN_TABLE = 'its entities are of no schema, so no policy speaks of their keys';
const ENGINE_ONLY: { readonly [file: string]: string } = {
  'index-keys.test.ts': OWN_TABLE,
  'owner.test.ts': OWN_TABLE,
  'read-change-put.test.ts': OWN_TABLE,
  'sensitive.test.ts': OWN_TABLE,
  'tokens.test.ts': 'its client stands between the request and its answer, and signs for itself',
};

const FILES = [
  ...readdirSync(`${import.meta.dirname}/requests`)
    .filter((name) => ENGINE_ONLY[name] === undefined)
    .map((name) => `./requests/${name}`),
  './complaint-management.test.ts',
  './invoice-manager.test.ts',
  './tenant-fence.test.ts',
];

describe('under the generated policies', () => {
  vi.stubEnv('TENANTRY_TEST_ENDPOINT', 'sandbox');
  afterAll(() => void vi.unstubAllEnvs());

  // Importing a file of tests registers them here, with their hooks.
  describe.each(FILES)('%s', async (file) => {
    await import(/* @vite-ignore */ file);
  });

  it.skip.each(Object.entries(ENGINE_ONLY))('%s: left out, %s', () => {});

  it('every role and every exception was needed', () => {
    const roles = ['member', 'chief', 'auditor', 'agent', 'clerk', 'everyone'];
    expect([...served.keys()]).toEqual(expect.arrayContaining([...roles, ...Object.keys(LACKED)]));
  });
});
