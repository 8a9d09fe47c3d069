import type { Problem } from '../diagnostics/problem.js';
import type { Language } from '../language/language.js';
import type { AnyType, FieldOf, Generator } from './field.js';
import type { Option, TypeOptions } from './options.js';

/**
 * Everything that the generator knows of one kind of type, as plain data and functions of plain data. A property that is
 * absent refuses: no word, no default, no place in keys. `All` are the types of all kinds.
 */
export interface Kind<T extends AnyType, All extends AnyType = AnyType> {
  /** The type that the kind's word alone stands for; absent where the kind is written in another way. */
  readonly word?: T;
  /** Words that other languages have for it, and what to write here. */
  readonly otherWords?: { readonly [word: string]: string };
  readonly options?: readonly Option[];
  /** The values of `store`. */
  readonly stores?: readonly string[];
  withOptions?(type: T, given: TypeOptions): All;
  /** Options that no value meets, or that mean nothing. */
  problems?(type: T): readonly OptionProblem[];
  /** The kind in messages, where its name says too little. */
  describe?(type: T): string;

  readonly default?: DefaultReading;
  generators?(type: T): readonly Generator[];
  readonly key?: KeyReading<T>;
  /** How an import recognises it in stored values. */
  readonly inferred?: readonly Inference[];
  /** The capabilities that rules ask for. */
  readonly can?: Capabilities;

  /** The types inside of it. */
  inside(type: T): Inside<All>;
  /** The type in the words of the schema language. */
  words(type: T, wordsOf: (inner: All) => string): string;
  /** Describes the limits of its values for readers of the documentation. */
  notes?(type: T): readonly Note[];
  /** The endings of the TypeScript declarations that it adds where it is written in place. */
  readonly declares?: readonly string[];
}

/** A kind whose types need no declaration in TypeScript. */
export interface PlainKind<T extends AnyType, All extends AnyType = AnyType> extends Kind<T, All> {
  readonly typescript: (type: T) => TypeScript;
  readonly codec: (type: T) => CodecCall;
  /** The value of an attribute that was not given, in words. */
  ownDefault?(type: T): string | undefined;
}

/** A kind whose types hold others or get a name in TypeScript: the planner names them and the emitter writes them. */
export interface NestedKind<T extends AnyType, All extends AnyType = AnyType> extends Kind<T, All> {
  /** Where a single value can be checked. */
  readonly codec?: (type: T) => CodecCall;
}

export type OptionProblem = Omit<Problem, 'path'> & { readonly option: readonly (string | number)[] };

export interface DefaultReading {
  /** The schema writes it in quotes. */
  readonly quoted?: true;
  /** It is stored as it is written: the codec is not asked, because a pattern may take for ever. */
  readonly verbatim?: true;
  /** From what the schema says to what callers pass, or why it is none. */
  read?(given: NonNullable<FieldOf<AnyType>['default']>): { readonly value: unknown } | { readonly problem: string };
  /** As a TypeScript expression; the literal of the value where it is absent. */
  expression?(given: NonNullable<FieldOf<AnyType>['default']>): string;
}

/** A kind whose values have one text form that can be read back: what the codec's `toKeyPart` writes. */
export interface KeyReading<T extends AnyType> {
  /** Messages name it where another type would do. */
  readonly suggested?: true;
  /** Every text that a value has in keys: it may be wider than the truth, never narrower. */
  language(type: T): Language;
  /** Characters that its texts always or often hold. */
  characters(type: T): string;
  /** The bytes of its text; one where it is not known. */
  bytes?(type: T): { readonly least: number; readonly most: number };
  /** All texts, where they are few by declaration. */
  values?(type: T): readonly string[];
  /** A text of fixed form, as a date pattern. */
  readonly pattern?: string;
  readonly lower?: true;
  /** The finest piece that a date pattern can take. */
  readonly dates?: 'day' | 'minute';
  readonly padding?: {
    /** In messages: `integers`. */
    readonly of: string;
    /** The numbers that it may be; undefined where it cannot be padded, `checked` where writes refuse what does not fit. */
    limits(type: T): { readonly min?: number; readonly max?: number } | 'checked' | undefined;
  };
  /** How its texts are ordered in sort keys. */
  order(type: T): 'by-value' | 'when-padded' | 'never-as-number' | 'never-as-text';
  /** Names a replacement for texts that are never in order. */
  readonly orderHint?: string;
}

export interface Inference {
  /** DynamoDB's type descriptor. */
  readonly attribute: string;
  readonly word: string;
  /** Returns whether writing the value again would give the same; absent on the type that takes every value of the attribute. */
  fits?(value: unknown): boolean;
}

export interface Capabilities {
  /** A write guard may ask whether it contains a text. */
  readonly contain?: true;
  /** It counts versions. */
  readonly count?: true;
  /** Items of its values pile up in the order of time. */
  readonly tellTime?: true;
  /** DynamoDB deletes items by it. */
  readonly expire?: true;
  /** It has no empty value, so an update that takes members away reads first. */
  readonly neverEmpty?: true;
}

/** The types of a type's elements, the fields of a map, and the named types that it refers to. */
export interface Inside<All extends AnyType> {
  readonly elements: readonly Element<All>[];
  readonly fields: readonly FieldOf<All>[];
  /** A value is of one of these. */
  readonly names: readonly string[];
}

export interface Element<All extends AnyType> {
  /** The property of the schema that holds it. */
  readonly step: 'list' | 'record';
  /** The end of its declaration's name, behind the attribute's. */
  readonly suffix: string;
  /** In messages: `an element of`. */
  readonly of: string;
  readonly type: All;
}

export const NOTHING: Inside<never> = { elements: [], fields: [], names: [] };

/** Prose, and texts that are printed as code. */
export type Note = readonly (string | { readonly code: string })[];

/** A type of TypeScript, or a type of the runtime with its argument. */
export type TypeText = string | { readonly runtime: string; readonly of?: string };

export interface TypeScript {
  /** The type that reads return. */
  readonly output: TypeText;
  /** The type that writes take, where it is another one. */
  readonly input?: TypeText;
  /** The attribute in conditions and filters. */
  readonly attribute: TypeText;
}

/** The runtime's function that makes the codec, and its arguments: printed by the emitter, called by checks and the sandbox. */
export interface CodecCall {
  readonly codec: string;
  readonly arguments: readonly CodecArgument[];
}

export type CodecArgument = string | number | boolean | { readonly [option: string]: string | number | boolean };

/** The call of a codec that takes its options as an object. */
export function codecCall<T extends AnyType>(codec: string, { kind: _, ...options }: T): CodecCall {
  const given = Object.entries(options) as [string, string | number | boolean][];
  return { codec, arguments: given.length === 0 ? [] : [Object.fromEntries(given)] };
}
