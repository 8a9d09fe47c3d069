import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../../generator/src/cli/run.js';
import { toolchain } from '../../../generator/src/cli/toolchain.js';
import { memoryTerminal } from './run-cli.js';

const TOUR = resolve('schemas/flight-club.tenantry.yaml');

async function verify(...options: string[]) {
  const terminal = memoryTerminal(resolve('.'));
  const exitCode = await run(['verify', TOUR, ...options], terminal, toolchain);
  return { exitCode, ...terminal.printed() };
}

describe('tenantry verify', () => {
  it('shows what is wider than declared, and the crossings, each once', async () => {
    const { exitCode, out, err } = await verify();
    expect(exitCode).toBe(0);
    expect(err).toMatch(/^sound, complete/);
    expect(out).toMatch(/\d+ wider than declared, 0 refused though declared/);
    expect(out).toMatch(
      /member: Role\.primary get, query is allowed though not declared: IAM sees partition keys only/,
    );
    expect(out.match(/Airport\.primary is public/g)).toHaveLength(1);
  });

  it('prints the documented JSON', async () => {
    const { exitCode, out } = await verify('--format', 'json');
    expect(exitCode).toBe(0);
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(['sound', 'complete', 'findings', 'access', 'crossings', 'assumptions']);
    expect(result.access).toContainEqual({
      role: 'chief',
      entity: 'Member',
      accessPattern: 'byStatus',
      action: 'query',
      declared: true,
      effective: true,
    });
  });
});
