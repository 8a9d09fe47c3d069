import type { Statement } from '../document.js';
import { readText, type Token } from '../evaluate/text.js';
import { SESSION_TAG_CHARACTER, tagOfVariable } from '../session-tag.js';
import { isCallerVariable } from './caller.js';
import { TEMPLATE_HOLE } from './template-hole.js';
import { type Editable, type StatementView, withCondition } from './view.js';

/** A text of a statement in which a variable stands for the caller: a pattern of keys, of a prefix, of an ARN. */
export interface CallerPattern {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** `Resource`, or the operator and key of the condition. */
  readonly element: readonly string[];
  /** The statement with this text replaced. */
  replaced(...texts: readonly string[]): Statement;
}

const PATTERNED: ReadonlySet<string> = new Set(['dynamodb:leadingkeys', 's3:prefix']);

/** The texts that tie a statement to its caller. */
export function callerPatterns(view: StatementView): readonly CallerPattern[] {
  const inConditions = view.conditions
    .filter(({ name, base }) => PATTERNED.has(name) && base !== 'Null')
    .flatMap(({ operator, key, base, values }) =>
      values.map((text) => ({
        text,
        element: ['Condition', operator, key],
        wildcards: base.includes('Like'),
        replaced: (...by: readonly string[]): Statement =>
          withCondition(view, (condition: Editable) => {
            const kept = [...new Set(values.flatMap((value) => (value === text ? by : value)))];
            if (condition[operator] !== undefined) condition[operator][key] = kept;
          }),
      })),
    );
  const inResources = view.resources.map((text) => ({
    text,
    element: ['Resource'],
    wildcards: true,
    replaced: (...by: readonly string[]): Statement => ({
      ...view.statement,
      Resource: view.resources.flatMap((resource) => (resource === text ? by : resource)),
    }),
  }));
  return [...inConditions, ...inResources].flatMap(({ wildcards, ...pattern }) => {
    // The account and the table may be filled in, too: only what ties to the caller stands for him.
    const text = pattern.element[0] === 'Resource' ? pattern.text : withHoles(pattern.text);
    const tokens = readText(text, { variables: true, wildcards });
    return tokens?.some((token) => token.kind === 'variable' && isCallerVariable(token.key))
      ? [{ ...pattern, tokens }]
      : [];
  });
}

/** A template's placeholder stands for the caller like a variable. */
export const withHoles = (text: string): string => text.replaceAll(new RegExp(TEMPLATE_HOLE, 'g'), '${template:hole}');

/** The name of a variable's tag; undefined for a variable that is not a principal tag. */
export const tagName = (token: Token | undefined): string | undefined =>
  token?.kind === 'variable' ? tagOfVariable(token.key) : undefined;

/** Returns whether a character may stand in a session tag, and so does not close one. */
export const mayContinue = (character: string | undefined): boolean =>
  character !== undefined && SESSION_TAG_CHARACTER.test(character);
