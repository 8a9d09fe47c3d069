/** A character that STS accepts in the value of a session tag. Source: AWS STS API Reference, data type `Tag`. */
export const SESSION_TAG_CHARACTER: RegExp = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;

const TAG = 'aws:principaltag/';

/** The tag that a variable reads, in lower case; undefined for another variable. */
export const tagOfVariable = (key: string): string | undefined =>
  key.startsWith(TAG) ? key.slice(TAG.length) : undefined;
