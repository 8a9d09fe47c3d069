// The sandbox as a process of its own, from the build: `node run-sandbox-process.mjs SCHEMA [DATA]`.
import { runSandbox } from '@tenantry/sandbox';

const [, , schema, data] = process.argv;
process.exitCode = await runSandbox({ schema, data, format: 'json' });
