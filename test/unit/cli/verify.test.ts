import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { put, temporaryFolder } from '../../support/temporary-folder.js';
import { memoryTerminal } from './run-cli.js';

const TOUR = resolve('schemas/flight-club.tenantry.yaml');

async function verify(...options: string[]) {
  const terminal = memoryTerminal(resolve('.'));
  const exitCode = await run(['verify', TOUR, ...options], terminal, toolchain);
  return { exitCode, ...terminal.printed() };
}

describe('tenantry verify', () => {
  it('shows what is wider than declared, and the crossTenantGrants, each once', async () => {
    const { exitCode, out, err } = await verify();
    expect(exitCode).toBe(0);
    expect(err).toBe('');
    expect(out).toMatch(/^✓ SOUND, COMPLETE {3}5 roles, 265 combinations, 0 findings {2}\d+\.\d\d s\n/);
    expect(out).toMatch(/\n19 of 93 allowed actions are wider than granted, all accepted\n/);
    expect(out).toMatch(/member: Role\.primary: get, query\. IAM sees partition keys only/);
    expect(out.match(/Airport\.primary is public/g)).toHaveLength(1);
  });

  it('prints the documented JSON', async () => {
    const { exitCode, out } = await verify('--format', 'json');
    expect(exitCode).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual([
      'sound',
      'complete',
      'asGranted',
      'findings',
      'access',
      'crossTenantGrants',
      'assumptions',
    ]);
    expect(result.access).toContainEqual({
      role: 'chief',
      entity: 'Member',
      accessPattern: 'byStatus',
      action: 'query',
      declared: true,
      effective: true,
    });
  });

  it('prints a finding with all that shows it, and exits 1', async () => {
    const base = temporaryFolder();
    const own =
      '{ Effect: Allow, Action: "dynamodb:GetItem", Resource: "arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev" }';
    put(
      base,
      'tenantry.yaml',
      readFileSync(TOUR, 'utf8').replace(
        '    grants: { Airport: read }',
        `    grants: { Airport: read }\n    additionalStatements: [${own}]`,
      ),
    );
    const terminal = memoryTerminal(base);
    expect(await run(['verify', '--format', 'json'], terminal, toolchain)).toBe(1);
    const { sound, findings } = JSON.parse(terminal.printed().out);
    expect(sound).toBe(false);
    expect(findings.find(({ code }: { code: string }) => code === 'policy.no-key')).toMatchObject({
      code: 'policy.no-key',
      role: 'visitor',
      statement: expect.any(String),
      counterexample: {
        session: {},
        other: {},
        action: 'dynamodb:GetItem',
        resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev',
      },
    });
    expect(
      findings.find(({ code }: { code: string }) => code === 'policy.foreign-key')?.counterexample.leadingKeys,
    ).toEqual(expect.any(Array));
  });
});
