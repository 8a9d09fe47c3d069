// The sandbox as a process of its own, from the build: `node run-sandbox-process.mjs SCHEMA`.
import { runSandbox } from '@tenantry/sandbox';

process.exitCode = await runSandbox({ schema: process.argv[2], format: 'json' });
