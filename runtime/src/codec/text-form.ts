/** The formats of a text, as regular expressions in JavaScript's `u` syntax. None backtracks more than a text is long. */
export const TEXT_FORMATS = {
  email: '^[^\\s@]+@[^\\s@.]+(?:\\.[^\\s@.]+)+$',
  uuid: '^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$',
  ulid: '^[0-7][0-9A-HJKMNP-TV-Z]{25}$',
  uri: '^[A-Za-z][A-Za-z0-9+.\\-]*:\\S+$',
} as const;

/** A value of a scope's parameter: what session tags, session names and key parts all can carry. */
export const SCOPE_PARAMETER = '^[A-Za-z0-9_.\\-]{1,128}$';
