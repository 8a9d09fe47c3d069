/** The characters that STS allows in a session tag value: a literal outside of them closes a parameter. */
export const SESSION_TAG_CHARACTER: RegExp = /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u;
