// A thread that parses emitted files while the main one goes on. Answers `undefined` with the first problem.
import { parentPort } from 'node:worker_threads';
import type { EmittedFile } from './emitted-file.js';
import { parser, syntaxProblem } from './syntax-problem.js';

let problem: string | undefined;
parentPort?.on('message', (file: EmittedFile | undefined) => {
  if (file === undefined) parentPort?.postMessage(problem);
  else problem ??= syntaxProblem(file);
});
// Loaded before the first text comes.
parser();
