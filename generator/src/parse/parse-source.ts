import type { Node, YAMLError } from 'yaml';
import { isMap, isScalar } from 'yaml';
import type { Code } from '../diagnostics/codes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { composeYaml } from './compose-yaml.js';
import { locateIn } from './locate.js';
import { plainValue } from './plain-value.js';
import type { SchemaDocument } from './schema-document.js';
import type { SourcePositions } from './source-positions.js';
import { sourcePositions } from './source-positions.js';
import { yamlWording } from './yaml-wording.js';

/** Several times the text of a schema with 1,000 entities. */
const MAXIMUM_LENGTH = 4 * 1024 * 1024;

export interface ParsedSource {
  /** Absent when the text could not be read at all. */
  readonly document?: SchemaDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads one YAML text. Every character of `file` and `text` may be adversarial: what is wrong becomes a diagnostic with a place. */
export function parseSource(file: string, source: string): ParsedSource {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const positions = sourcePositions(file, text);
  const refuse = (code: Code, start: number, summary: string, hint: string): ParsedSource => ({
    diagnostics: [{ code, severity: 'error', where: positions.at(start, start + 1), summary, hint }],
  });
  if (text.length > MAXIMUM_LENGTH) {
    return refuse(
      'schema.too-large',
      0,
      `The schema is longer than ${MAXIMUM_LENGTH} characters.`,
      'Split it over several files.',
    );
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse('schema.yaml', nul, 'The text contains a NUL character.', 'Save the file as UTF-8 text.');

  const documents = composeYaml(text);
  if ('tooDeepAt' in documents) {
    const hint = 'Give inner maps a name under `types`.';
    return refuse('schema.too-deep', documents.tooDeepAt, 'Values are nested too deep here.', hint);
  }
  const [document, second] = documents;
  const complaints = document === undefined ? [] : [...document.errors, ...document.warnings];
  if (complaints.length > 0) return { diagnostics: yamlProblems(complaints, positions) };
  if (second !== undefined) {
    const start = second.range?.[0] ?? 0;
    return refuse(
      'schema.yaml',
      start,
      'A second YAML document begins here.',
      'A schema is one document: remove the `---`, or use several files.',
    );
  }
  if (document === undefined || isNothing(document.contents)) {
    return refuse(
      'schema.empty',
      0,
      'The schema is empty.',
      'Begin with `version: 1`; `tenantry init` writes a schema that compiles.',
    );
  }
  if (!isMap(document.contents)) {
    const start = document.contents?.range?.[0] ?? 0;
    return refuse(
      'schema.type',
      start,
      'A schema is a map of sections, not a list or a single value.',
      'Begin with `version: 1`.',
    );
  }
  const diagnostics: Diagnostic[] = [];
  const { value, complete, targets } = plainValue(document, positions, diagnostics);
  if (!complete) return { diagnostics };
  const nodes = { contents: document.contents as Node, targets };
  return {
    document: {
      file,
      text,
      // The root was just seen to be a map, which converts to an object.
      root: value as SchemaDocument['root'],
      locate: (path, part = 'value', range) => locateIn(nodes, positions, path, part, range),
    },
    diagnostics,
  };
}

const isNothing = (contents: unknown): boolean => contents === null || (isScalar(contents) && contents.value === null);

/** Returns the parser's complaints: every tab, else the first one alone, because the rest is mostly a consequence. */
function yamlProblems(errors: readonly YAMLError[], positions: SourcePositions): Diagnostic[] {
  const sorted = [...errors].sort((a, b) => a.pos[0] - b.pos[0]);
  const tabs = sorted.filter(({ code }) => code === 'TAB_AS_INDENT');
  return (tabs.length > 0 ? tabs : sorted.slice(0, 1)).map((error) => {
    const where = positions.at(error.pos[0], error.pos[1]);
    return { code: 'schema.yaml', severity: 'error', where, ...yamlWording(error) };
  });
}
