import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../support/source-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const BIN = join(ROOT, 'generator/bin/tenantry.js');
const TOUR = join(ROOT, 'schemas/flight-club.tenantry.yaml');

describe('tenantry sandbox', { timeout: 60_000 }, () => {
  it('runs a command in its environment and ends with its exit code', () => {
    const script = 'console.log(process.env.AWS_ENDPOINT_URL_DYNAMODB); process.exit(7)';
    const { status, stdout } = spawnSync(
      process.execPath,
      [BIN, 'sandbox', TOUR, '--', process.execPath, '-e', script],
      { encoding: 'utf8' },
    );
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(status).toBe(7);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'prints the environment, answers, and stops cleanly on %s',
    async (signal) => {
      const child = spawn(process.execPath, [BIN, 'sandbox', TOUR, '--format', 'json'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const [chunk] = await once(child.stdout, 'data');
      const { AWS_ENDPOINT_URL_DYNAMODB: endpoint } = JSON.parse(String(chunk));
      expect((await fetch(endpoint)).status).toBeGreaterThanOrEqual(200);
      const ended = once(child, 'exit');
      child.kill(signal);
      expect((await ended)[0]).toBe(0);
      await expect(fetch(endpoint)).rejects.toThrow();
    },
  );

  it('exits 2 for what it cannot run', () => {
    const run = (...argv: readonly string[]) =>
      spawnSync(process.execPath, [BIN, 'sandbox', ...argv], { cwd: temporaryFolder(), encoding: 'utf8' });
    expect(run()).toMatchObject({ status: 2, stdout: '' });
    expect(run(TOUR, '--port', 'x').stderr).toContain('x is no port');
  });
});
