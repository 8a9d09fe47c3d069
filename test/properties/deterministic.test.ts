import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMap, isScalar, parseDocument, visit } from 'yaml';
import { compile } from '../../generator/src/api/compile.js';

/** Each orders all maps anew; more with RUNS. */
const RUNS = Number(process.env.RUNS ?? 3);

const schemas = ['schemas/flight-club.tenantry.yaml', ...casesWithOutput()];

function casesWithOutput(): readonly string[] {
  return readdirSync('test/cases')
    .filter((name) => existsSync(`test/cases/${name}/expected`))
    .map((name) => `test/cases/${name}/schema.tenantry.yaml`)
    .filter((file) => existsSync(file));
}

/** The schema with the keys of all its maps in another order: maps have none. */
function shuffled(text: string, random: () => number): string {
  const document = parseDocument(text);
  visit(document, {
    // Statements of the user's own are appended as they are.
    Pair: (_, { key }) => (isScalar(key) && key.value === 'additionalStatements' ? visit.SKIP : undefined),
    Map(_, map) {
      if (isMap(map))
        map.items = map.items
          .map((item) => ({ item, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ item }) => item);
    },
  });
  return document.toString({ lineWidth: 0 });
}

describe.each(schemas)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const wanted = compile(text, { file }).files;

  it('gives the same bytes again, from CRLF text, and whatever the order of its maps', () => {
    expect(wanted.size).toBeGreaterThan(4);
    expect(compile(text.replaceAll('\n', '\r\n'), { file }).files).toEqual(wanted);
    const random = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(random, (numbers) => {
        const { files, diagnostics } = compile(
          shuffled(text, () => numbers.next().value as number),
          { file },
        );
        expect(diagnostics).toEqual([]);
        expect(files).toEqual(wanted);
      }),
      { numRuns: RUNS },
    );
  });
});

describe('several files', () => {
  it('give the same bytes whatever their order', () => {
    const folder = 'test/cases/several-files';
    const sources = readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => ({ file, text: readFileSync(`${folder}/${file}`, 'utf8') }));
    const wanted = compile(sources, { defaultOutput: true }).files;
    expect(wanted.size).toBeGreaterThan(10);
    fc.assert(
      fc.property(fc.shuffledSubarray(sources, { minLength: sources.length }), (shuffledSources) => {
        expect(compile(shuffledSources, { defaultOutput: true }).files).toEqual(wanted);
      }),
      { numRuns: 4 },
    );
  });
});
