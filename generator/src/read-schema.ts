import type { Diagnostic, SourceLocation } from './diagnostics/diagnostic.js';
import { hasErrors } from './diagnostics/diagnostic.js';
import { oneForEachName } from './diagnostics/one-for-each-name.js';
import type { Place, Problem } from './diagnostics/problem.js';
import { inSourceOrder } from './diagnostics/source-order.js';
import { buildModel } from './model/build-model.js';
import type { Model } from './model/model.js';
import { parseSource } from './parse/parse-source.js';
import type { SchemaDocument } from './parse/schema-document.js';
import { policyProblems } from './policy/problems.js';
import type { Source as SchemaSource } from './source.js';
import { withoutUndefined } from './text/without-undefined.js';
import { checkRules } from './validate/check-rules.js';
import { mergeSchemas } from './validate/merge.js';
import { checkShape } from './validate/shape.js';

export type { SchemaSource };

export interface ReadSchema {
  /** Present exactly when no diagnostic is an error. */
  readonly model?: Model;
  /** In source order. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Text to model: parse, check the shape, merge, build the model, check the rules. Reads no disk and never throws on bad
 * input.
 */
export function readSchema(sources: readonly SchemaSource[]): ReadSchema {
  const parsed = sources.map(({ file, text }) => parseSource(file, text));
  const diagnostics: Diagnostic[] = parsed.flatMap((source) => source.diagnostics);
  const done = (model?: Model): ReadSchema => {
    const ordered = inSourceOrder(
      diagnostics,
      sources.map(({ file }) => file),
    );
    const told = oneForEachName(ordered);
    return model === undefined || hasErrors(diagnostics) ? { diagnostics: told } : { model, diagnostics: told };
  };
  const shaped = parsed.flatMap(({ document }) => (document === undefined ? [] : [checkShape(document)]));
  if (sources.length === 0) {
    const hint = '`tenantry init` writes a schema that compiles.';
    diagnostics.push({
      code: 'schema.empty',
      severity: 'error',
      where: undefined,
      summary: 'No schema was given.',
      hint,
    });
  }
  const documents = shaped.map(({ document }) => document);
  shaped.forEach(({ problems }, i) => {
    diagnostics.push(...problems.map((problem) => located(problem, () => documents[i] as SchemaDocument)));
  });
  // A file that could not be read leaves names open that others refer to.
  if (documents.length < sources.length || documents.length === 0) return done();

  const merged = mergeSchemas(shaped.map(({ raw }) => raw));
  for (const { file, first, problem } of merged.problems) {
    diagnostics.push(located(problem, (place) => documents[place === problem ? file : first] as SchemaDocument));
  }
  const broken = new Set(shaped.flatMap((shape) => [...shape.broken]));
  const report = (problem: Problem): void => {
    diagnostics.push(located(problem, (place) => documents[merged.fileOf(place.path)] as SchemaDocument));
  };
  const model = buildModel(merged.raw, report, broken);
  checkRules({ model, raw: merged.raw, broken }, report);
  // AWS's limits concern whole policies, and those are known only of a schema without errors.
  if (!hasErrors(diagnostics)) for (const problem of policyProblems(model)) report(problem);
  return done(model);
}

function located(problem: Problem, documentOf: (place: Place) => SchemaDocument): Diagnostic {
  const at = (place: Place): SourceLocation => documentOf(place).locate(place.path, place.part ?? 'value', place.range);
  const { code, severity = 'error', summary, why, hint } = problem;
  let where = at(problem);
  let related = problem.related?.length
    ? problem.related.map((place) => ({ where: at(place), note: place.note }))
    : undefined;
  const [other] = related ?? [];
  if (problem.symmetric && other !== undefined && other.where.file === where.file && isBefore(where, other.where)) {
    related = [{ where, note: other.note }];
    where = other.where;
  }
  return withoutUndefined({ code, severity, where, summary, why, hint, related });
}

const isBefore = (a: SourceLocation, b: SourceLocation): boolean =>
  a.line < b.line || (a.line === b.line && a.column < b.column);
