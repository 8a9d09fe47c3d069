/** Items to begin with, by entity: what `create` of the generated client takes. Keys, defaults and index keys are derived. */
export interface Seed {
  readonly [entity: string]: readonly { readonly [attribute: string]: unknown }[];
}
