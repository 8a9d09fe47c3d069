import { compileBeside } from './compile-beside.js';
import { processTerminal } from './process-terminal.js';
import { run } from './run.js';
import { toolchain } from './toolchain.js';

// Not `process.exit`, which would cut off what is still being written to a pipe.
process.exitCode = await run(process.argv.slice(2), processTerminal(), { ...toolchain, compile: compileBeside });
