import { visibleText } from '../../diagnostics/visible-text.js';
import type { JsonNode, JsonObject } from '../json/json-node.js';

/** Access to the properties of one JSON object that reports what has the wrong form. */
export interface Fields {
  readonly at: JsonObject;
  node(name: string): JsonNode | undefined;
  /** Empty where there is none. */
  list(name: string): readonly JsonNode[];
  required(name: string): Fields | undefined;
  optional(name: string): Fields | undefined;
  text(name: string, otherwise: string): string;
  /** Text that is a name in DynamoDB: of a table or an index, or, with `attribute`, of an attribute. */
  dynamodbName(name: string, of: 'resource' | 'attribute'): string | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
const NAMES = {
  resource: {
    pattern: /^[A-Za-z0-9_.-]{3,255}$/,
    words: 'a name of DynamoDB: 3 to 255 letters, digits, `_`, `-` and `.`',
  },
  attribute: { pattern: /^.{1,255}$/u, words: 'the name of an attribute: 1 to 255 printable characters' },
} as const;

export type Refuse = (at: JsonNode, summary: string) => void;

/** `what`: the object in words, such as `a table`. */
export function fieldsOf(node: JsonNode, what: string, refuse: Refuse): Fields | undefined {
  if (node.kind !== 'object') {
    refuse(node, `${what.charAt(0).toUpperCase()}${what.slice(1)} must be an object, not ${kindOf(node)}.`);
    return undefined;
  }
  const get = (name: string): JsonNode | undefined => {
    const found = node.entries.get(name);
    return found?.kind === 'scalar' && found.value === null ? undefined : found;
  };
  const missing = (name: string): undefined => refuse(node, `There is no \`${name}\` in ${what}.`) as undefined;
  const inner = (name: string, found: JsonNode): Fields | undefined => fieldsOf(found, `\`${name}\``, refuse);
  return {
    at: node,
    node: get,
    list(name) {
      const found = get(name);
      if (found === undefined) return [];
      if (found.kind === 'array') return found.items;
      refuse(found, `\`${name}\` must be a list, not ${kindOf(found)}.`);
      return [];
    },
    required(name) {
      const found = get(name);
      return found === undefined ? missing(name) : inner(name, found);
    },
    optional(name) {
      const found = get(name);
      return found && inner(name, found);
    },
    text(name, otherwise) {
      const found = get(name);
      if (found === undefined) return otherwise;
      if (found.kind === 'scalar' && typeof found.value === 'string') return found.value;
      refuse(found, `\`${name}\` must be text, not ${kindOf(found)}.`);
      return otherwise;
    },
    dynamodbName(name, of) {
      const found = get(name);
      if (found === undefined) return missing(name);
      const text = found.kind === 'scalar' && typeof found.value === 'string' ? found.value : '';
      if (NAMES[of].pattern.test(text) && visibleText(text) === text) return text;
      refuse(found, `\`${name}\` must be ${NAMES[of].words}.`);
      return undefined;
    },
  };
}

function kindOf(node: JsonNode): string {
  if (node.kind === 'object') return 'an object';
  if (node.kind === 'array') return 'a list';
  return typeof node.value === 'string' ? 'a text' : String(node.value);
}
