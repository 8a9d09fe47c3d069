/**
 * The state of a session tag, or of another key of one text that a pattern may name: it is not there, it is empty, it has
 * a value that is not empty, or it has this one.
 */
export type TagState = 'absent' | 'empty' | 'value' | { readonly literal: string };

/** By the key in lower case, such as `aws:principaltag/tenantid`. */
export type TagStates = ReadonlyMap<string, TagState>;

const TAG_KEY = /^aws:(?:principal|request)tag\//;

/** Returns whether a condition key, given in lower case, holds a tag of the session or of the call that begins one. */
export const isTagKey = (key: string): boolean => TAG_KEY.test(key);

/** The text of a state; undefined where it is open or there is none. */
export const textOf = (state: TagState | undefined): string | undefined =>
  state === 'empty' ? '' : typeof state === 'object' ? state.literal : undefined;

/** Equal for equal states. */
export const stateId = (states: TagStates): string =>
  [...states]
    .map(([key, state]) => `${key}=${typeof state === 'object' ? JSON.stringify(state.literal) : state}`)
    .join();
