import type { CommandDefinition } from '../command.js';
import { check } from './check.js';
import { completion } from './completion.js';
import { diff } from './diff.js';
import { eject } from './eject.js';
import { explain } from './explain.js';
import { generate } from './generate.js';
import { importCommand } from './import.js';
import { init } from './init.js';
import { lint } from './lint.js';
import { model } from './model.js';
import { sandbox } from './sandbox.js';
import { validate } from './validate.js';
import { verify } from './verify.js';

/** Every command, in the order of `--help`. The first one runs where none is named. */
export const COMMANDS: readonly CommandDefinition[] = [
  generate,
  check,
  validate,
  verify,
  diff,
  explain,
  model,
  lint,
  importCommand,
  sandbox,
  init,
  eject,
  completion,
];
