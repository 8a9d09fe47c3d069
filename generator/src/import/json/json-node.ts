/** A JSON value that knows where it stands: offsets into the text, the end exclusive. */
export type JsonNode = JsonObject | JsonArray | JsonScalar;

interface Placed {
  readonly start: number;
  readonly end: number;
}

export interface JsonObject extends Placed {
  readonly kind: 'object';
  /** Of a name that is given twice, the last. */
  readonly entries: ReadonlyMap<string, JsonNode>;
}

export interface JsonArray extends Placed {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

export interface JsonScalar extends Placed {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
}

/** Where a text stops being JSON. */
export interface JsonProblem extends Placed {
  readonly kind: 'problem';
  readonly summary: string;
}
