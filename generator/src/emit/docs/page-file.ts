import { createHash } from 'node:crypto';
import type { EmittedFile } from '../print/emitted-file.js';
import { htmlId, htmlText } from '../print/html.js';
import { type OwnTemplates, renderTemplate } from '../print/template.js';
import { ACTIONS } from './access-cell.js';
import type { DocsView } from './docs-view.js';
import type { FieldView } from './field-view.js';
import { id, printView, type Span } from './span.js';

/**
 * `index.html`: one page without anything from elsewhere. Its security policy admits the page's own style and script by their
 * hashes, so that a text of the schema could not run even if it were not escaped.
 */
export function pageFile(view: DocsView, verified: boolean, own?: OwnTemplates): EmittedFile {
  const render: Render = (template, data) => renderTemplate(template, data, own).trim();
  const style = render('docs-style.css', {});
  const script = render('docs-script.js', {});
  const page = {
    ...(printView({ service: view.service, source: view.source, contents: contentsOf(view) }, PRINTER) as object),
    sections: sectionsOf(view, verified, render),
    // Layout of what is off the screen is then put off.
    large: view.entities.length + view.roles.length > 60,
    style,
    script,
    policy: [
      "default-src 'none'",
      `style-src '${hashOf(style)}'`,
      `script-src '${hashOf(script)}'`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; '),
  };
  return { path: 'index.html', text: `${render('docs-page.html', page)}\n` };
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

const PRINTER = { text: htmlText, span: spanHtml };

function spanHtml(span: Span): string {
  switch (span.kind) {
    case 'id':
      return htmlId(span.parts);
    case 'code':
      return `<code>${htmlText(span.text)}</code>`;
    case 'key':
      return `<code class="key">${keyHtml(span.text, span.owner)}</code>`;
  }
}

/** Literals as they are, holes marked: a split by holes has them at odd places. */
const keyHtml = (template: string, owner: string | undefined): string =>
  template
    .split(/(\{[^{}]*\})/)
    .map((piece, i) => {
      if (i % 2 === 0) return htmlText(piece);
      const name = piece.slice(1, -1).split(':')[0];
      return `<span class="${name === owner ? 'owner' : 'parameter'}">${htmlText(piece)}</span>`;
    })
    .join('');

type Render = (template: string, data: object) => string;

function sectionsOf(view: DocsView, verified: boolean, render: Render): readonly string[] {
  const section: Render = (template, data) => render(template, printView(data, PRINTER) as object);
  // Rendered already, so it joins the section's data after they were printed.
  const fieldTable = (name: string, fields: readonly FieldView[]): string =>
    section('docs-fields.html', { name, fields });
  const withFields = <T extends { readonly name: string; readonly fields: readonly FieldView[] }>(
    items: readonly T[],
  ) => items.map((item) => ({ ...(printView(item, PRINTER) as T), fieldTable: fieldTable(item.name, item.fields) }));
  const { entities, types, matrix, ...rest } = view;
  const cells = matrix.rows.map((row) =>
    printView(
      row.cells.filter(({ empty }) => !empty),
      PRINTER,
    ),
  );
  return [
    section('docs-overview.html', { ...rest, counts: counts(view) }),
    ...(matrix.roles.length > 0 && matrix.rows.length > 0
      ? [section('docs-matrix.html', { matrix, verified, basis: basis(verified), actions: ACTION_LETTERS })]
      : []),
    section('docs-tables.html', rest),
    render('docs-entities.html', {
      entities: withFields(entities).map((entity, i) => ({ ...entity, cells: cells[i] })),
    }),
    render('docs-others.html', {
      ...(printView({ collections: view.collections, buckets: view.buckets }, PRINTER) as object),
      types: withFields(types),
    }),
    section('docs-roles.html', rest),
  ];
}

const ACTION_LETTERS: readonly { readonly letter: string; readonly action: string }[] = ACTIONS.map((action) => ({
  letter: action.slice(0, 1),
  action,
}));

const basis = (verified: boolean): string =>
  verified
    ? 'Read from the emitted policies and compared with what the schema grants.'
    : 'Access as the schema grants it. IAM sees partition keys only: where entities share a partition, a policy may allow more.';

function counts({ entities, tables, roles }: DocsView): string {
  const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;
  return [
    count(entities.length, 'entity', 'entities'),
    count(tables.length, 'table', 'tables'),
    count(roles.length, 'role', 'roles'),
  ].join(', ');
}

interface ContentsGroup {
  readonly title: string;
  readonly id: Span;
  readonly links: readonly { readonly name: string; readonly id: Span }[];
}

function contentsOf(view: DocsView): readonly ContentsGroup[] {
  const group = (title: string, name: string, links: ContentsGroup['links']): readonly ContentsGroup[] =>
    links.length === 0 ? [] : [{ title, id: id(name), links }];
  return [
    { title: 'Overview', id: id('overview'), links: [] },
    ...(view.matrix.rows.length > 0 && view.matrix.roles.length > 0
      ? [{ title: 'Who may do what', id: id('isolation'), links: [] }]
      : []),
    ...group('Tables', 'tables', view.tables),
    ...group('Entities', 'entities', view.entities),
    ...group('Collections', 'collections', view.collections),
    ...group('Types', 'types', view.types),
    ...group('Buckets', 'buckets', view.buckets),
    ...group('Roles', 'roles', view.roles),
  ];
}
