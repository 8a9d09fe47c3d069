/** The process around a command. Tests run commands with one of their own. */
export interface Terminal {
  /** Absolute. */
  readonly cwd: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** True when a person looks at standard error. */
  readonly interactive: boolean;
  /** True when that person can also be asked. */
  readonly canAsk: boolean;
  /** The width of standard output, where it is a terminal. */
  readonly columns: number | undefined;
  /** Standard output: data. */
  out(text: string): void;
  /** Standard error: everything else. */
  err(text: string): void;
  /** The whole of standard input. */
  input(): Promise<string>;
  /** One line from the person; only when `canAsk`. */
  ask(question: string): Promise<string>;
  /** Settles when the user wants a command that runs on to end. */
  interrupted(): Promise<void>;
}
