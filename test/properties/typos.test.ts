import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isScalar, parseDocument, visit } from 'yaml';
import type { Diagnostic } from '../../generator/src/diagnostics/diagnostic.js';
import { readSchema } from '../../generator/src/read-schema.js';
import { type Mistake, mistakesIn } from '../support/mistakes.js';

const TOUR = readFileSync(fileURLToPath(new URL('../../schemas/flight-club.tenantry.yaml', import.meta.url)), 'utf8');

interface Typo {
  readonly word: string;
  readonly written: string;
  readonly line: number;
  readonly text: string;
}

/** The tour with one letter missing, for every third word of its names and values. */
function typos(): Typo[] {
  const found: Typo[] = [];
  visit(parseDocument(TOUR), {
    Scalar(_key, node) {
      if (!isScalar(node) || !node.range) return;
      const [start, end] = node.range;
      for (const { 0: word, index } of TOUR.slice(start, end).matchAll(/[A-Za-z]{3,}/g)) {
        const at = start + index + 1;
        const text = TOUR.slice(0, at) + TOUR.slice(at + 1);
        found.push({ word, written: word[0] + word.slice(2), line: TOUR.slice(0, at).split('\n').length, text });
      }
    },
  });
  return found.filter((_, i) => i % 3 === 0);
}

/** Returns whether a reader sees the connection: it is about that line, or names the word. */
const isAbout = ({ where, summary, hint = '', related = [] }: Diagnostic, { word, written, line }: Typo): boolean =>
  [where, ...related.map((place) => place.where)].some((place) => place?.line === line) ||
  [word, written].some((name) => `${summary} ${hint}`.includes(name));

describe('a typo in the tour', () => {
  const answers = typos().map((typo) => ({
    typo,
    diagnostics: readSchema([{ file: 'a.yaml', text: typo.text }]).diagnostics,
  }));

  it('gets no message that is about something else', () => {
    expect(answers.length).toBeGreaterThan(100);
    const strange = answers.flatMap(({ typo, diagnostics }) =>
      diagnostics
        .filter((diagnostic) => !isAbout(diagnostic, typo))
        .map(({ summary }) => `${typo.line}: ${typo.written}: ${summary}`),
    );
    expect(strange).toEqual([]);
  });

  it('gets one message', () => {
    const many = answers.filter(({ diagnostics }) => diagnostics.length > 1);
    expect(many.map(({ typo, diagnostics }) => `${typo.line}: ${typo.written}: ${diagnostics.length}`)).toEqual([]);
  });

  it('gets the right word offered where the language knows it', () => {
    const unknown = answers.flatMap(({ typo, diagnostics }) =>
      diagnostics.filter(({ code }) => code === 'schema.unknown-property').map((diagnostic) => ({ typo, diagnostic })),
    );
    expect(unknown.length).toBeGreaterThan(25);
    const wrong = unknown.filter(({ typo, diagnostic }) => !diagnostic.hint?.includes(typo.word));
    expect(wrong.map(({ typo, diagnostic }) => `${typo.written}: ${diagnostic.hint}`)).toEqual([]);
  });
});

/** That nothing needs a tag or a type any more is a warning of its own, and right. */
const isUnused = ({ code }: Diagnostic): boolean => code === 'schema.unused-type' || code === 'policy.unused-tag';

/**
 * A scope that is gone is missed in four ways: as a prefix, as a tag, as the parameter of a bucket, and by its principal
 * tag.
 */
const isLostDefinition = ({ kind, word }: Mistake, diagnostics: readonly Diagnostic[]): boolean =>
  kind === 'deleted' && word === 'tenant' && diagnostics.length === 4;

describe('one mistake in the tour', () => {
  const answers = mistakesIn(TOUR)
    .filter((_, i) => i % 3 === 0)
    .map((mistake) => ({ mistake, diagnostics: readSchema([{ file: 'a.yaml', text: mistake.text }]).diagnostics }));
  const shown = ({ kind, word, lines }: Mistake, diagnostics: readonly Diagnostic[]): string =>
    `${kind} ${word} in ${lines}: ${diagnostics.map(({ where, summary }) => `${where?.line} ${summary}`).join(' | ')}`;

  it('gets one message, and one for each of two values that are the wrong way round', () => {
    expect(answers.length).toBeGreaterThan(400);
    const many = answers.filter(
      ({ mistake, diagnostics }) =>
        diagnostics.filter((each) => !isUnused(each)).length > (mistake.kind === 'swapped values' ? 2 : 1) &&
        !isLostDefinition(mistake, diagnostics),
    );
    expect(many.map(({ mistake, diagnostics }) => shown(mistake, diagnostics))).toEqual([]);
    expect(answers.filter(({ diagnostics }) => diagnostics.length > 0).length).toBeGreaterThan(300);
  });

  it('gets a message that is about its place, where there is still one', () => {
    const isNear = ({ where, summary, related = [] }: Diagnostic, { word, lines }: Mistake): boolean =>
      [where, ...related.map((place) => place.where)].some((place) => lines.includes(place?.line ?? 0)) ||
      summary.includes(word);
    const strange = answers.filter(
      ({ mistake, diagnostics }) =>
        !/deleted|swapped values/.test(mistake.kind) &&
        diagnostics.length > 0 &&
        !diagnostics.some((each) => isNear(each, mistake)),
    );
    expect(strange.map(({ mistake, diagnostics }) => shown(mistake, diagnostics))).toEqual([]);
  });
});
