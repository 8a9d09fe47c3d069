/** The properties of a schema that say more of a type than its word, in the order of their messages. */
export interface TypeOptions {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: 'email' | 'uuid' | 'ulid' | 'uri';
  readonly min?: number;
  readonly max?: number;
  readonly decimal?: 'string';
  /** One of the ways that the kind of the type lists. */
  readonly store?: string;
  readonly after?: string;
}

export type Option = keyof TypeOptions;

export const OPTIONS: readonly Option[] = Object.keys({
  minLength: true,
  maxLength: true,
  pattern: true,
  format: true,
  min: true,
  max: true,
  decimal: true,
  store: true,
  after: true,
} satisfies { readonly [option in Option]-?: true }) as Option[];
