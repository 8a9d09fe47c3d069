import type { ValueProblem } from '../codec/attribute.js';
import type { AttributePlan } from '../entity/attribute-plan.js';
import type { EntityDefinition } from '../entity/entity.js';
import { type EntityPlan, planOf } from '../entity/plan.js';
import { ValidationFailed } from '../errors/validation-failed.js';
import { unchangeable } from '../request/update-actions.js';
import { decodeFields, isObject } from './fields.js';
import { NO_OBJECT } from './json-codec.js';
import { type JsonSchema, objectSchema } from './json-schema.js';

/** A problem as Standard Schema tells it. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly PropertyKey[] | undefined;
}

export type SchemaResult<Input> =
  | { readonly value: Input; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** Checks JSON that is to become the input of a write. Source: standardschema.dev, version 1. */
export interface InputSchema<Input> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: 'tenantry';
    readonly validate: (value: unknown) => SchemaResult<Input>;
    readonly types?: { readonly input: Input; readonly output: Input } | undefined;
  };
  /** The JSON Schema (draft 7 and 2020-12) of what it takes. */
  readonly jsonSchema: JsonSchema;
  /** The input from what `JSON.parse` gives. Throws `ValidationFailed` with every problem. */
  parse(json: unknown): Input;
}

/** The schema of the argument of `create` and `put`; `bound`: in a session, which names the scope itself. */
export const inputSchema = <Input>(entity: EntityDefinition, bound?: 'bound'): InputSchema<Input> =>
  makeSchema(entity, 'input', isOptionalInput, (plan, { virtual, computed, label }) => {
    return !virtual && !computed && !(bound && plan.scope?.parameter === label);
  });

/** The schema of the argument of `set`. */
export const patchSchema = <Patch>(entity: EntityDefinition): InputSchema<Patch> =>
  makeSchema(
    entity,
    'patch',
    () => true,
    (plan, attribute) =>
      !attribute.virtual &&
      attribute.generate !== 'created' &&
      attribute.generate !== 'updated' &&
      unchangeable(plan, attribute) === undefined,
  );

const isOptionalInput = ({ optional, default: fixed, generate, type }: AttributePlan): boolean =>
  optional === true || fixed !== undefined || generate !== undefined || type.initial !== undefined;

function makeSchema<Input>(
  entity: EntityDefinition,
  operation: string,
  isOptional: (attribute: AttributePlan) => boolean,
  isTaken: (plan: EntityPlan, attribute: AttributePlan) => boolean,
): InputSchema<Input> {
  const read = (json: unknown): { readonly value: Input } | { readonly problems: readonly ValueProblem[] } => {
    const plan = planOf(entity);
    if (!isObject(json)) return { problems: [NO_OBJECT] };
    const problems: ValueProblem[] = [];
    const taken = plan.attributes.filter((attribute) => isTaken(plan, attribute));
    const value = decodeFields(plan, taken, json, isOptional, (problem) => problems.push(problem));
    // The generated type says what the entity takes.
    return problems.length > 0 ? { problems } : { value: value as Input };
  };
  return {
    '~standard': {
      version: 1,
      vendor: 'tenantry',
      validate(json) {
        const result = read(json);
        return 'value' in result ? result : { issues: result.problems.map(issueOf) };
      },
    },
    get jsonSchema() {
      const plan = planOf(entity);
      const taken = plan.attributes.filter((attribute) => isTaken(plan, attribute));
      return objectSchema(taken.map((attribute) => ({ ...attribute, optional: isOptional(attribute) })));
    },
    parse(json) {
      const result = read(json);
      if ('value' in result) return result.value;
      throw new ValidationFailed(entity.name, operation, result.problems);
    },
  };
}

/** `ratings[0].kind` → `['ratings', 0, 'kind']`. */
function issueOf({ path, message }: ValueProblem): SchemaIssue {
  const steps = [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([text, index]) => (index ? Number(index) : text));
  return { message: `${path} ${message}`.trim(), path: steps };
}
