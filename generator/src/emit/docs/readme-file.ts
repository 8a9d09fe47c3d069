import type { Model } from '../../model/model.js';
import type { EmittedFile } from '../print/emitted-file.js';
import { markdownCode, markdownTable, markdownText } from '../print/markdown.js';
import { type OwnTemplates, renderTemplate } from '../print/template.js';
import { tableDiagram } from './diagram.js';
import type { DocsView } from './docs-view.js';
import type { FieldView } from './field-view.js';
import type { MatrixView } from './matrix-view.js';
import { printView, type Span, type Words } from './span.js';

/** `README.md`: the view in GitHub's Markdown, with a Mermaid diagram for each table. */
export function readmeFile(view: DocsView, model: Model, own?: OwnTemplates): EmittedFile {
  const data = {
    service: markdownText(view.service),
    source: view.source && markdownText(view.source),
    scopes: table(
      ['scope', 'partitions begin with', 'session tag'],
      view.scopes.map(({ name, prefix, tag }) => [name, prefix, tag]),
    ),
    tables: view.tables.map((each, i) => tableData(each, model, model.tables[i])),
    patterns: table(
      ['call', 'on', 'partition', 'sort', 'scope'],
      view.entities.flatMap(({ patterns }) =>
        patterns.map(({ calls, index, partition, sort, scope }) => [
          calls.map((call): Words => [call]),
          index ?? 'table',
          partition,
          sort,
          scope,
        ]),
      ),
    ),
    collections: table(
      ['collection', 'partition', 'entities'],
      view.collections.map(({ name, partition, entities }) => [
        name,
        partition,
        entities.map((entity) => entity.name).join(', '),
      ]),
    ),
    entities: view.entities.map(({ name, description, rules, fields }) => ({
      name: markdownText(name),
      description: description && markdownText(description),
      rules: rules.map(sentence),
      fields: fieldTable(fields),
    })),
    types: view.types.map(({ name, description, fields }) => ({
      name: markdownText(name),
      description: description && markdownText(description),
      fields: fieldTable(fields),
    })),
    buckets: table(
      ['bucket', 'name', 'prefix'],
      view.buckets.map(({ name, bucket, prefix }) => [name, bucket, prefix]),
    ),
    roles: view.roles.map(roleData),
    matrix: matrixTable(view.matrix),
    environments: table(
      ['environment', 'account', 'region'],
      view.environments.map(({ name, account, region }) => [name, account, region]),
    ),
  };
  return { path: 'README.md', text: renderTemplate('docs-readme.md', data, own) };
}

function tableData(each: DocsView['tables'][number], model: Model, of: Model['tables'][number] | undefined): object {
  return {
    name: markdownText(each.name),
    description: each.description && markdownText(each.description),
    diagram: of && tableDiagram(model, of),
    facts: [...each.facts, ...each.names.map(({ environment, name }): Words => [`In ${environment} it is`, name])].map(
      sentence,
    ),
    keys: table(
      ['key', 'partition key', 'sort key', 'projection'],
      each.keys.map(({ index, kind, partitionKey, sortKey, projection }) => [
        index ? [index, `(${kind})`] : kind,
        partitionKey,
        sortKey,
        projection,
      ]),
    ),
  };
}

function roleData({ name, description, unscoped, tags, grants, wider }: DocsView['roles'][number]): object {
  return {
    name: markdownText(name),
    description: description && markdownText(description),
    session: unscoped
      ? 'Unscoped: its policy is not fenced by a session tag.'
      : tags.length === 0
        ? 'Its sessions carry no tags.'
        : `Its sessions carry the ${tags.length === 1 ? 'tag' : 'tags'} ${tags.map(({ tag }) => print([tag])).join(' and ')}.`,
    grants: table(
      ['on', 'actions', 'whose', 'limits'],
      grants.map(({ on, actions, reach, limits }) => [on, actions, reach, limits]),
    ),
    wider: table(
      ['more than declared', 'why', 'what to change'],
      wider.map(({ what, reason, suggestion }) => [what, reason, suggestion]),
    ),
  };
}

const PRINTER = {
  text: markdownText,
  span: (span: Span): string => markdownCode(span.kind === 'id' ? span.parts.join('.') : span.text),
};

/** Words of one phrase, or several phrases. */
type Cell = string | Span | undefined | Words | readonly Words[];

function print(cell: Cell, between = ' '): string {
  if (!Array.isArray(cell)) return cell === undefined ? '' : (printView(cell, PRINTER) as string);
  return cell.map((part: Cell) => print(part)).join(cell.some(Array.isArray) ? '; ' : between);
}

const sentence = (words: Words): string => `${print(words).replace(/[.:]$/, '')}.`;

const table = (head: readonly string[], rows: readonly (readonly Cell[])[]): string | undefined =>
  rows.length === 0
    ? undefined
    : markdownTable(
        head.map((name) => print(name)),
        rows.map((cells) => cells.map((cell) => print(cell))),
      );

const fieldTable = (fields: readonly FieldView[]): string | undefined =>
  table(
    ['attribute', 'type', 'notes', 'description'],
    fields.map(({ name, type, notes, description }) => [name, type, notes, description]),
  );

const matrixTable = ({ roles, rows }: MatrixView): string | undefined =>
  table(
    ['', ...roles.map(({ name }) => name)],
    rows.map(({ entity, cells }) => [
      entity,
      ...cells.map(({ empty, words, reach }) => (empty ? '–' : reach === '' ? words : `${words}: ${reach}`)),
    ]),
  );
