import type { Environment, Model } from '../../model/model.js';
import type { EmittedFile } from '../print/emitted-file.js';
import type { SyntaxGate } from '../print/syntax-gate.js';
import type { OwnTemplates } from '../print/template.js';

/** Prints the tables, roles and policies for a tool. Each has a folder here; paths are relative to the folder of its name in the output. */
export type Target = (deployment: Deployment) => readonly EmittedFile[];

/** The input of a target. */
export interface Deployment extends SyntaxGate {
  readonly model: Model;
  readonly environments: readonly [Environment, ...Environment[]];
  /** Named in the first line of each file that can have a comment. */
  readonly source?: string;
  /** The folder of the policies, relative to a target's folder, with `/`: policies are printed there, and nowhere else in full. */
  readonly policies: string;
  /** How emitted modules import each other. */
  readonly importExtension: string;
  /** The user's own templates. */
  readonly templates?: OwnTemplates;
}
