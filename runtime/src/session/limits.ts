/** A text that AWS limits: length in characters, and the characters it may hold. */
export interface TextLimit {
  readonly min: number;
  readonly max: number;
  /** One allowed character. */
  readonly character: RegExp;
  /** The same for messages. */
  readonly characters: string;
}

// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html and API_Tag.html: lengths and patterns of the
// parameters.
export const TAG_KEY: TextLimit = {
  min: 1,
  max: 128,
  character: /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u,
  characters: 'letters, digits, spaces and _.:/=+-@',
};
export const TAG_VALUE: TextLimit = { ...TAG_KEY, min: 0, max: 256 };
export const SESSION_NAME: TextLimit = { min: 2, max: 64, character: /[\w+=,.@-]/, characters: 'A-Z a-z 0-9 _+=,.@-' };

export const EXTERNAL_ID: TextLimit = {
  min: 2,
  max: 1224,
  character: /[\w+=,.@:/-]/,
  characters: 'A-Z a-z 0-9 _+=,.@:/-',
};
export const ROLE_NAME: TextLimit = { min: 1, max: 64, character: /[\w+=,.@-]/, characters: 'A-Z a-z 0-9 _+=,.@-' };
/** Inline session policy and managed session policy ARNs together. */
export const SESSION_POLICY: TextLimit = {
  min: 1,
  max: 2048,
  character: /[\t\n\r\u0020-\u00ff]/,
  characters: 'U+0020 to U+00FF',
};
/** Narrower than STS's, so that no value can be read as two parts of a key or a pattern. */
export const SCOPE_VALUE: TextLimit = { min: 1, max: 128, character: /[A-Za-z0-9_.-]/, characters: 'A-Z a-z 0-9 _.-' };

export const MAX_TAGS = 50;
export const MAX_POLICY_ARNS = 10;
export const MIN_DURATION_SECONDS = 900;
export const MAX_DURATION_SECONDS = 43_200;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
export const MAX_CHAINED_DURATION_SECONDS = 3_600;

/** Returns the problem of a text, with the limit and the length but never the text itself; undefined when there is none. */
export function textProblem(
  what: string,
  text: unknown,
  { min, max, character, characters }: TextLimit,
): string | undefined {
  if (typeof text !== 'string') return `${what} must be a string, not ${text === null ? 'null' : typeof text}`;
  if (text.length < min || text.length > max) {
    return `${what} must have ${min} to ${max} characters, it has ${text.length}`;
  }
  let position = 0;
  for (const one of text) {
    if (!character.test(one))
      return `${what} may hold only ${characters}; character ${position + 1} of ${text.length} is another`;
    position += one.length;
  }
  return undefined;
}
