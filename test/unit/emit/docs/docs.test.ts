import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { type DocsOptions, docsFiles } from '../../../../generator/src/emit/docs/docs-files.js';
import type { Model } from '../../../../generator/src/model/model.js';
import type { AccessRow } from '../../../../generator/src/policy/access/access-row.js';
import { ADVERSARIAL, modelWith } from '../../../support/adversarial-model.js';
import { entity, field, flightClubModel } from '../../../support/flight-club-model.js';

const read = (path: string, model: Model = flightClubModel, options: DocsOptions = {}): string => {
  const file = docsFiles(model, options).find((each) => each.path === path);
  if (file === undefined) throw new Error(`no file ${path}`);
  return file.text;
};

const readme = (model?: Model, options?: DocsOptions): string => read('README.md', model, options);
const page = (model?: Model, options?: DocsOptions): string => read('index.html', model, options);

/** The cells of the table row that begins with `first`. */
function row(markdown: string, first: string): readonly string[] {
  const line = markdown.split('\n').find((each) => each.startsWith(`| ${first} |`));
  if (line === undefined) throw new Error(`no row ${first}`);
  return line.slice(2, -2).split(' | ');
}

const entry = (role: string, entityName: string, action: AccessRow['action'], extra: Partial<AccessRow>) => ({
  role,
  entity: entityName,
  accessPattern: 'primary',
  action,
  declared: false,
  effective: false,
  ...extra,
});

describe('the README', () => {
  const text = readme(flightClubModel, { source: 'flight-club.tenantry.yaml' });

  it('tells keys, indexes and access patterns by their templates', () => {
    expect(row(text, '`gsi1` (global index)')).toEqual(['`gsi1` (global index)', '`gsi1pk`', '`gsi1sk`', 'keys only']);
    expect(row(text, '`lsi1` (local index)').at(-1)).toBe('keys and `status`');
    expect(row(text, '`member.byStatus({ tenantId, status })`')).toEqual([
      '`member.byStatus({ tenantId, status })`',
      '`gsi2`',
      '`TENANT#{tenantId}#MEMBER#{status}`',
      '`{joinedAt}#{userId}`',
      'tenant',
    ]);
    expect(text).toContain('`flightEvent.get({ tenantId, at, eventId })`; `flightEvent.query({ tenantId })`');
    expect(text).toContain('| `club.get({ tenantId })` |');
  });

  it('draws each table', () => {
    const diagram = /```mermaid\n(.*?)```/s.exec(text)?.[1] ?? '';
    expect(diagram).toContain('flowchart LR');
    expect(diagram).toContain('i0["gsi1: gsi1pk, gsi1sk"]');
    const member = /(e\d)\["Member"\]/.exec(diagram)?.[1];
    expect(diagram).toContain(`${member} -->|"clubsOfUser"| i0`);
    expect(diagram).toContain(`${member} -->|primary| k`);
  });

  it('draws no table that nobody could read', () => {
    const many = Array.from({ length: 101 }, (_, i) => entity(`E${i}`, flightClubModel.entities[0] as never));
    expect(readme({ ...flightClubModel, entities: many.map((each, i) => ({ ...each, name: `E${i}` })) })).not.toContain(
      'mermaid',
    );
  });

  it('tells who may do what, and with whose items', () => {
    expect(text).toContain('|  | chief | kiosk | member | operator | visitor |');
    expect(row(text, 'Club')).toEqual([
      'Club',
      'read, write: own tenant',
      '–',
      'read: own tenant',
      'read, scan: every tenant',
      '–',
    ]);
    expect(row(text, 'Reservation')[2]).toBe('query of some attributes: own tenant');
    expect(row(text, 'Member')[3]).toBe('read: own tenant, own user');
    expect(row(text, 'Airport')[5]).toBe('read: public');
  });

  it('does not take a grant for access where the role lacks the tag', () => {
    const [chief] = flightClubModel.roles as [Model['roles'][0]];
    const model: Model = { ...flightClubModel, roles: [{ ...chief, tags: [] }] };
    expect(row(readme(model), 'Club')[1]).toBe('declared, but not allowed: get, query, put, update, delete, check');
  });

  it('says where the policies allow more than the schema, and what to change', () => {
    const access = [
      entry('member', 'Club', 'get', { declared: true, effective: true }),
      entry('member', 'Role', 'get', { effective: true, reason: 'the partition is shared', suggestion: 'Split it.' }),
      entry('member', 'Role', 'query', { effective: true, reason: 'the partition is shared', suggestion: 'Split it.' }),
    ];
    const verified = readme(flightClubModel, { access });
    expect(row(verified, 'Role')[3]).toBe('not declared: get, query: own tenant');
    expect(row(verified, 'get, query on Role')).toEqual(['get, query on Role', 'The partition is shared', 'Split it.']);
    expect(row(verified, 'Club')[3]).toBe('get; declared, but not allowed: query: own tenant');
    const html = page(flightClubModel, { access });
    expect(html).toContain('member on Role: not declared: get, query; own tenant');
    expect(html).toContain('<dt>get, query on Role</dt>');
  });

  it('tells what is special about attributes', () => {
    const attributes = [
      field('a', { kind: 'string', minLength: 1, maxLength: 9, format: 'email' }, { sensitive: true, hidden: true }),
      field('b', { kind: 'ttl', after: 90 * 86_400 }),
      field('c', { kind: 'list', items: { kind: 'enum', values: ['x', 'y'] } }, { default: 3, deprecated: true }),
      field('d', { kind: 'datetime', store: 'epoch-millis' }, { generate: 'created', readonly: true }),
      field('e', { kind: 'map', fields: [field('f', { kind: 'set', items: 'number' }, { optional: true })] }),
      field('g', { kind: 'record', values: { kind: 'integer', min: 0 } }, { storedName: 'g_', compute: '{a}' }),
    ];
    const only = entity('Only', { key: { scope: 'tenant', partition: 'TENANT#{a}' }, attributes });
    const markdown = readme({ ...flightClubModel, entities: [only], roles: [], collections: [] });
    expect(row(markdown, '`a`').slice(1, 3)).toEqual(['`string`', 'email; 1 to 9 characters; hidden; sensitive']);
    expect(row(markdown, '`b`')[2]).toBe('90 days after the write');
    expect(row(markdown, '`c`').slice(1, 3)).toEqual([
      '<code>&#40;x &#124; y&#41;&#91;&#93;</code>',
      'default `3`; deprecated',
    ]);
    expect(row(markdown, '`d`')[2]).toBe('stored as epoch millis; time of creation; set once');
    expect(row(markdown, '`e`')[1]).toBe('`{ f?: set<number> }`');
    expect(row(markdown, '`g`').slice(1, 3)).toEqual(['`record<integer>`', 'computed from `{a}`; stored as `g_`']);
    expect(markdown).not.toContain('Who may do what\n\n|');
  });
});

/** Lists the elements that a browser makes, in order. */
const tags = (html: string): readonly string[] =>
  [...html.replace(/<(style|script)>.*?<\/\1>/gs, '<$1>').matchAll(/<(!?[\w/-]+)(\s[^>]*)?>/g)].map(
    ([tag, name = '']) => [name, ...[...tag.matchAll(/\s([\w-]+)(?==")/g)].map(([, attribute]) => attribute)].join(' '),
  );

describe('text of a schema', () => {
  const clean = modelWith('plain');
  const anything = fc
    .oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...ADVERSARIAL))
    .filter((text) => text.trim() !== '');

  it('makes no element and no attribute in the page', () => {
    const expected = tags(page(clean, { source: 'plain' }));
    fc.assert(
      fc.property(anything, (text) => {
        expect(tags(page(modelWith(text), { source: text }))).toEqual(expected);
      }),
      { examples: ADVERSARIAL.map((text): [string] => [text]), numRuns: 30 },
    );
  });

  it('makes no element in the README, as a reader of Markdown sees it', () => {
    const rendered = (text: string): readonly string[] =>
      tags(marked.parse(readme(modelWith(text), { source: text }), { async: false }));
    const expected = rendered('plain');
    expect(expected).toContain('td');
    fc.assert(
      fc.property(anything, (text) => {
        expect(rendered(text)).toEqual(expected);
      }),
      { examples: ADVERSARIAL.map((text): [string] => [text]), numRuns: 30 },
    );
  });

  it('is shown as it is, and what cannot be seen as an escape', () => {
    const text = 'a | b \\| c *d* `e` [f](g) <h> &amp; \u202e';
    const html = marked.parse(readme(modelWith(text)), { async: false });
    expect(html).toContain('<p>a | b \\| c *d* `e` [f](g) &lt;h&gt; &amp;amp; \\u202e</p>');
  });
});

describe('the page', () => {
  const html = page(modelWith('"x" <y>'));
  const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);

  it('has every place that it points to, once', () => {
    expect(new Set(ids).size).toBe(ids.length);
    const targets = [...html.matchAll(/ href="#([^"]*)"/g)].map(([, target]) => target);
    expect(targets.length).toBeGreaterThan(50);
    expect(ids).toEqual(expect.arrayContaining(targets));
  });

  it('names nothing of the network', () => {
    expect(html).not.toMatch(/https?:|\bsrc=|@import|url\(/);
    expect(html).toContain("default-src 'none'");
  });

  it('is the same bytes each time', () => {
    expect(docsFiles(structuredClone(flightClubModel))).toEqual(docsFiles(flightClubModel));
  });
});
