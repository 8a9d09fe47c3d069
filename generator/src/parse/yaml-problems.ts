import type { YAMLError } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { SourcePositions } from './source-positions.js';
import { yamlWording } from './yaml-wording.js';

/**
 * The parser's complaints: every tab, else the first one alone, because what follows it is mostly a consequence.
 */
export function yamlProblems(errors: readonly YAMLError[], positions: SourcePositions): Diagnostic[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const tabs = sorted.filter(({ code }) => code === 'TAB_AS_INDENT');
  return (tabs.length > 0 ? tabs : sorted.slice(0, 1)).map((error) => {
    const where = positions.at(error.pos[0], error.pos[1]);
    return { code: 'schema.yaml', severity: 'error', where, ...yamlWording(error) };
  });
}
