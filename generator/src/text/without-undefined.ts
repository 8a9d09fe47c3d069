type Defined<T> = {
  [Key in keyof T as undefined extends T[Key] ? never : Key]: T[Key];
} & { [Key in keyof T as undefined extends T[Key] ? Key : never]?: Exclude<T[Key], undefined> };

/** The object without the properties that are undefined: the model is plain JSON, where there are none. */
export function withoutUndefined<T extends object>(object: T): Defined<T> {
  // The rest has exactly the properties that `Defined` says.
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as Defined<T>;
}
