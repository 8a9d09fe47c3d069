import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Files that need modules, an environment or a memory of their own. */
const OWN_MODULES = [
  'test/end-to-end/sandbox-requests.test.ts', // registers the tests of other files once more
];

export default defineConfig({
  resolve: {
    // Tests read the sources, so they never see a stale build; tests of the command line run the build.
    alias: [
      { find: /^@tenantry\/runtime$/, replacement: source('runtime/src/index.ts') },
      { find: /^@tenantry\/runtime\/codegen-v1$/, replacement: source('runtime/src/codegen-v1.ts') },
      { find: /^@tenantry\/runtime\/key-templates$/, replacement: source('runtime/src/key-templates.ts') },
      { find: /^@tenantry\/runtime\/operations$/, replacement: source('runtime/src/operations.ts') },
      { find: /^@tenantry\/runtime\/testing$/, replacement: source('runtime/src/testing/index.ts') },
      { find: /^@tenantry\/iam\/read$/, replacement: source('iam/src/read/index.ts') },
      { find: /^@tenantry\/iam$/, replacement: source('iam/src/index.ts') },
      { find: /^@tenantry\/sandbox$/, replacement: source('sandbox/src/index.ts') },
      { find: /^@tenantry\/sandbox\/testing$/, replacement: source('sandbox/src/testing/index.ts') },
      { find: /^tenantry\/policies$/, replacement: source('generator/src/policies.ts') },
      { find: /^tenantry$/, replacement: source('generator/src/index.ts') },
    ],
  },
  test: {
    globalSetup: ['generator/scripts/precompile-all.mjs'],
    // By default one core is left idle, which is half of the machine where there are two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        // Half of the time of the suite would be loading the same modules again for every file.
        test: { name: 'shared', isolate: false, include: ['test/**/*.test.ts'], exclude: OWN_MODULES },
      },
      { extends: true, test: { name: 'own', include: OWN_MODULES } },
    ],
  },
});
