#!/usr/bin/env node
import { statSync } from 'node:fs';
import module from 'node:module';

// Keeps compiled modules between runs, where Node can (22.1 and later): most of a run's time is loading.
module.enableCompileCache?.();

// In a working copy the compiler may have built something since the bundle was made; packages have nothing but the bundle's time.
const time = (path) => statSync(new URL(path, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
const built = Math.max(time('../tsconfig.tsbuildinfo'), time('../../runtime/tsconfig.tsbuildinfo'));
const bundled = time('../dist/bundle/build.json');
await import(bundled > 0 && bundled >= built ? '../dist/bundle/main.js' : '../dist/cli/main.js');
