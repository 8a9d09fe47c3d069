import { describe, expect, it } from 'vitest';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { cli } from './run-cli.js';

describe('--format json', () => {
  it('hides nothing from a reader, and is the same to a program', async () => {
    const base = temporaryFolder();
    const hidden = '\u202Eevil\u2028\u0085\u{E0041}';
    put(base, 'tenantry.yaml', hidden);
    const { out } = await cli(base, ['validate', '--format', 'json']);
    expect(out).not.toMatch(/[\p{Cf}\p{Zl}\u0085]/u);
    expect(out).toContain('\\u202eevil\\u2028\\u0085\\udb40\\udc41');
    expect(JSON.parse(out).diagnostics[0].summary).toBe(`No such word: ${hidden}`);
  });
});
