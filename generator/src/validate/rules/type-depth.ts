import type { Model } from '../../model/model.js';
import type { Field, Type } from '../../model/type.js';
import { kindOf } from '../../types/kinds.js';
import type { Rule } from '../rule.js';
import { holdsItself } from '../type-graph.js';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes */
const LIMIT = 32;

/** Attributes nest no deeper than DynamoDB allows. */
export const typeDepth: Rule = ({ model }, report) => {
  const levels = new Levels(model.types);
  for (const entity of model.entities) {
    for (const field of entity.attributes) {
      // The value in the innermost list or map is a level of its own.
      const depth = levels.of(field.type) + 1;
      if (depth <= LIMIT) continue;
      report({
        code: 'schema.too-deep',
        path: ['entities', entity.name, 'attributes', field.name],
        part: 'key',
        summary: `\`${field.name}\` of ${entity.name} nests ${depth} levels deep.`,
        why: `DynamoDB allows ${LIMIT}.`,
        hint: 'Flatten it, or store it as text.',
      });
    }
  }
};

/** How many lists and maps stand inside each other in a value of a type; 0 for plain ones. */
class Levels {
  readonly #types: Model['types'];
  readonly #named = new Map<string, number>();

  constructor(types: Model['types']) {
    this.#types = types;
  }

  of(type: Type): number {
    const { elements, fields, names } = kindOf(type).inside(type);
    const inner = [...elements, ...fields].map((each) => 1 + this.of(each.type));
    return Math.max(0, ...inner, ...names.map((name) => this.#ofName(name)));
  }

  #ofName(name: string): number {
    let levels = this.#named.get(name);
    if (levels === undefined) {
      const type = this.#types.find((each) => each.name === name);
      // A type that holds itself has no depth; another rule reports it.
      levels = type === undefined || holdsItself(name, this.#types, false) ? 1 : 1 + this.#deepest(type.fields);
      this.#named.set(name, levels);
    }
    return levels;
  }

  #deepest(fields: readonly Field[]): number {
    return Math.max(0, ...fields.map((field) => this.of(field.type)));
  }
}
