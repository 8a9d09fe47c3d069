/** A symbol, so that no text of a schema can pass for a span. */
const SPAN: unique symbol = Symbol('span');

/** Text of a kind of its own. Plain strings of a view are prose. */
export type Span =
  /** Names and values, in a fixed-width font. */
  | { readonly [SPAN]: true; readonly kind: 'code'; readonly text: string }
  /** A key template. `owner`: the parameter that says whose the key is. */
  | { readonly [SPAN]: true; readonly kind: 'key'; readonly text: string; readonly owner: string | undefined }
  /** An element's id, from the names that lead to it. */
  | { readonly [SPAN]: true; readonly kind: 'id'; readonly parts: readonly string[] };

export type Words = readonly (string | Span)[];

export const code = (text: string): Span => ({ [SPAN]: true, kind: 'code', text });
export const key = (text: string, owner?: string): Span => ({ [SPAN]: true, kind: 'key', text, owner });
export const id = (...parts: readonly string[]): Span => ({ [SPAN]: true, kind: 'id', parts });

const isSpan = (value: object): value is Span => (value as Partial<Span>)[SPAN] === true;

/** How a format writes what a view holds. */
export interface SpanPrinter {
  text(text: string): string;
  span(span: Span): string;
}

/** A view with every string and span printed: nothing reaches a template that was not. */
export function printView(view: unknown, printer: SpanPrinter): unknown {
  if (typeof view === 'string') return printer.text(view);
  if (typeof view !== 'object' || view === null) return view;
  if (Array.isArray(view)) return view.map((item) => printView(item, printer));
  if (isSpan(view)) return printer.span(view);
  return Object.fromEntries(Object.entries(view).map(([name, value]) => [name, printView(value, printer)]));
}
