#!/usr/bin/env node
import module from 'node:module';

// Keeps compiled modules between runs, where Node can (22.1 and later): most of a run's time is loading.
module.enableCompileCache?.();
await import('../dist/cli/main.js');
