import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

/** Debian's, or the one at `CHROMIUM`. */
const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why tests in a browser are skipped; undefined where they run. */
export const noChromium: string | undefined = existsSync(executable)
  ? undefined
  : `no ${executable}: install the package chromium, or set CHROMIUM`;

export interface Browser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

/** A browser of its own, without a display and without a network. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    headless: true,
    offline: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  return {
    context,
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
