import { DecodeFailed, ScopeViolation, ValidationFailed } from '@tenantry/runtime';
import { describe, expect, it } from 'vitest';
import { documentsBucket } from '../../../generated-example/client/index.js';

const acme = documentsBucket.of({ tenantId: 'acme' });

describe('keys of a bucket', () => {
  it("lie inside of the owner's prefix", () => {
    expect(acme.bucket).toBe('flight-club-documents');
    expect(acme.key('invoices', '2026-06.pdf')).toBe('tenants/acme/invoices/2026-06.pdf');
    expect(acme.key('invoices/2026-06.pdf')).toBe('tenants/acme/invoices/2026-06.pdf');
    expect(acme.prefix()).toBe('tenants/acme/');
    expect(acme.prefix('invoices')).toBe('tenants/acme/invoices/');
    const session = { scope: { tenantId: 'acme', userId: 'jane' }, client: () => ({}) as never };
    expect(documentsBucket.forSession(session).key('a')).toBe('tenants/acme/a');
  });

  it.each(['', '.', '..', '../beta/a', 'a/../../beta/a', '/a', 'a//b', 'a/', 'a\\..\\b', 'a\u0000', './a'])(
    'refuse %j',
    (path) => {
      expect(() => acme.key(path)).toThrow(ValidationFailed);
      expect(() => acme.prefix(path)).toThrow(ValidationFailed);
      expect(() => acme.key('a', path)).toThrow(ValidationFailed);
    },
  );

  it('refuse owners that are none, and keys that are too long', () => {
    for (const tenantId of ['', '..', 'a/b', 'a#b', '../x']) {
      if (tenantId !== '..') expect(() => documentsBucket.of({ tenantId })).toThrow(ValidationFailed);
    }
    expect(() => acme.key('é'.repeat(600))).toThrow(/1024 bytes/);
  });

  it('are read back, and those of another owner refused', () => {
    expect(documentsBucket.parse('tenants/acme/a/b.pdf')).toEqual({ tenantId: 'acme', path: 'a/b.pdf' });
    expect(acme.parse('tenants/acme/a/b.pdf')).toBe('a/b.pdf');
    expect(() => acme.parse('tenants/acme-2/a')).toThrow(ScopeViolation);
    expect(() => acme.parse('tenants/acme/../beta/a')).toThrow(ScopeViolation);
    expect(() => documentsBucket.parse('other/acme/a')).toThrow(DecodeFailed);
    expect(() => documentsBucket.parse('tenants//a')).toThrow(DecodeFailed);
  });
});
