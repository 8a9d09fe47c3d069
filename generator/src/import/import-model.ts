import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { hasErrors } from '../diagnostics/diagnostic.js';
import { readSchema } from '../read-schema.js';
import { type Draft, type DraftEntity, decide, type Note } from './infer/draft.js';
import { draftSchema } from './infer/draft-schema.js';
import { readModel } from './nosql-workbench/read-model.js';
import { type LeftOut, type Owner, printSchema } from './print-schema.js';

export interface Imported {
  /** Absent when the file is not a data model. It compiles, unless a diagnostic is an error. */
  readonly schema?: string;
  /** Lines of the schema (1-based) that are the user's to decide. */
  readonly decisions: readonly { readonly line: number; readonly text: string }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Each round fixes one thing; a model of real size takes a handful. */
const MAXIMUM_ROUNDS = 400;

/** A schema from a NoSQL Workbench data model. Reads no disk and never throws on bad input. */
export function importModel(file: string, text: string): Imported {
  const { model, diagnostics } = readModel(file, text);
  if (model === undefined) return { decisions: [], diagnostics };
  let draft = draftSchema(model);
  const notes = notesOf(draft);
  const leftOut: LeftOut[] = [];
  for (let round = 0; ; round += 1) {
    const { text: schema, owners } = printSchema(draft, notes, leftOut);
    const problems = readSchema([{ file: 'schema.tenantry.yaml', text: schema }]).diagnostics;
    const errors = problems.filter(({ severity }) => severity === 'error');
    const fixed = errors.length === 0 || round >= MAXIMUM_ROUNDS ? undefined : fix(draft, errors, owners, leftOut);
    if (fixed === undefined)
      return { schema, decisions: decisionsIn(schema), diagnostics: hasErrors(problems) ? errors : [] };
    draft = fixed;
  }
}

function notesOf({ scope }: Draft): Note[] {
  const tenant = scope.found
    ? decide(
        `partitions that begin with \`${scope.literal}\` are taken for those of one tenant; say so, or name another scope.`,
      )
    : decide(
        `the model does not say who the tenants are. Every partition was put behind \`${scope.literal}{${scope.parameter}}\`, so stored items must be written again.`,
      );
  return [tenant, decide('the account, the Region and who may assume the role are placeholders.')];
}

const NAMING: ReadonlySet<string> = new Set(['schema.name-collision', 'schema.reserved-name']);

/** The draft without its first problem: a key told apart, an index or an entity left out. Undefined when nothing can be done. */
function fix(
  draft: Draft,
  errors: readonly Diagnostic[],
  owners: readonly (Owner | undefined)[],
  leftOut: LeftOut[],
): Draft | undefined {
  const ownerAt = (where: Diagnostic['where']): Owner | undefined =>
    where === undefined ? undefined : owners[where.line - 1];
  for (const error of errors) {
    const owner = ownerAt(error.where);
    const entity = draft.entities.find(({ name }) => name === owner?.entity);
    if (owner === undefined || entity === undefined) continue;
    if (error.code === 'key.overlap') {
      const others = [entity.name, ...(error.related ?? []).map(({ where }) => ownerAt(where)?.entity)];
      const apart = draft.entities.map((one) => (others.includes(one.name) ? toldApart(one) : one));
      if (apart.some((one, i) => one !== draft.entities[i])) return { ...draft, entities: apart };
    }
    if (NAMING.has(error.code) && owner.accessPattern === undefined && !entity.name.endsWith('Item')) {
      const renamed = { ...entity, name: `${entity.name}Item` };
      return { ...draft, entities: draft.entities.map((one) => (one === entity ? renamed : one)) };
    }
    if (owner.accessPattern !== undefined) return withoutPattern(draft, entity, owner.accessPattern, error.summary);
    if (draft.entities.length === 1) return undefined;
    leftOut.push({ entity, reason: error.summary });
    return { ...draft, entities: draft.entities.filter((one) => one !== entity) };
  }
  return undefined;
}

/** With its name at the beginning of its sort key, or at the end of its partition where there is none. */
function toldApart(entity: DraftEntity): DraftEntity {
  const { partition = [], sort } = entity.key;
  const mark = `${entity.name.toUpperCase()}#`;
  const [head] = sort ?? partition.slice(-1);
  if (head !== undefined && 'literal' in head && head.literal.includes(entity.name.toUpperCase())) return entity;
  const note = decide('its keys were the same as those of another entity, so they now hold its name.');
  const key =
    sort === undefined
      ? { partition: [...partition, { literal: `#${entity.name.toUpperCase()}` }] }
      : { partition, sort: [{ literal: mark }, ...sort] };
  return { ...entity, key, notes: [...entity.notes, note] };
}

function withoutPattern(draft: Draft, entity: DraftEntity, name: string, reason: string): Draft {
  const fixed: DraftEntity = {
    ...entity,
    accessPatterns: entity.accessPatterns.filter((pattern) => pattern.name !== name),
    notes: [...entity.notes, decide(`\`${name}\` is left out: ${reason}`)],
  };
  return { ...draft, entities: draft.entities.map((one) => (one === entity ? fixed : one)) };
}

const decisionsIn = (schema: string): Imported['decisions'] =>
  schema.split('\n').flatMap((text, i) => {
    const [, decision] = /^\s*# decide: (.*)$/.exec(text) ?? [];
    return decision === undefined ? [] : [{ line: i + 1, text: decision }];
  });
