export interface Row {
  readonly name: string;
  readonly quick: boolean;
  readonly tools: { readonly [name: string]: string };
}
export const ROWS: readonly Row[];
