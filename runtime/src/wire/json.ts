/** Returns whether `JSON.stringify` writes a value as the SDK does: no bytes, no null, nothing but plain data. */
export function isJson(value: unknown): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object':
      return value !== null && (Array.isArray(value) ? value.every(isJson) : isJsonObject(value));
    default:
      return false;
  }
}

function isJsonObject(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const name in object) {
    const value: unknown = object[name as never];
    if (value !== undefined && !isJson(value)) return false;
  }
  return true;
}

/** Turns the Base64 texts of binary attributes into bytes, in place, in what JSON.parse gave for an output. */
export function decodeBytes(value: unknown, decode: (text: string) => Uint8Array): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const each of value) decodeBytes(each, decode);
    return;
  }
  const attribute = value as { S?: unknown; N?: unknown; B?: unknown; BS?: unknown };
  if (typeof attribute.S === 'string' || typeof attribute.N === 'string') return;
  // An attribute or a table of this name is no text: only a value is.
  if (typeof attribute.B === 'string') attribute.B = decode(attribute.B);
  else if (Array.isArray(attribute.BS) && typeof attribute.BS[0] === 'string') attribute.BS = attribute.BS.map(decode);
  else for (const name in value) decodeBytes(value[name as never], decode);
}
