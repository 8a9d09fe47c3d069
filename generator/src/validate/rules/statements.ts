import { EFFECTS, STATEMENT_ELEMENTS } from '@tenantry/iam';
import { suggest, suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';

const ELEMENTS = STATEMENT_ELEMENTS.identity;

/** Elements of which a statement has one or the other. */
const EITHER = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
] as const;

type Statement = { readonly [element: string]: unknown };

/** Additional statements have the elements of a statement of an identity policy. */
export const statements: Rule = ({ model }, report) => {
  for (const { name, additionalStatements } of model.roles) {
    additionalStatements.forEach((statement, index) => {
      for (const { element, part, ...problem } of problemsOf(statement)) {
        const path = ['roles', name, 'additionalStatements', index, ...(element === undefined ? [] : [element])];
        report({ code: 'policy.statement', path, part, why: 'IAM would refuse the policy.', ...problem });
      }
    });
  }
};

interface Found {
  readonly element?: string;
  readonly part: 'key' | 'value';
  readonly summary: string;
  readonly hint: string;
}

function problemsOf(statement: Statement): Found[] {
  const unknown = Object.keys(statement).filter((element) => !ELEMENTS.includes(element));
  const meant = new Set(unknown.map((element) => suggest(element, ELEMENTS)));
  const lacks = (element: string): boolean => statement[element] === undefined && !meant.has(element);
  return [
    ...unknown.map((element): Found => {
      const summary = `\`${element}\` is not an element of an identity policy's statement.`;
      return { element, part: 'key', summary, hint: suggestion(element, ELEMENTS, 'elements') };
    }),
    ...(lacks('Effect')
      ? [{ part: 'value', summary: 'The statement has no `Effect`.', hint: 'Add `Effect: Allow`.' } as const]
      : []),
    ...EITHER.filter(
      ([one, other]) =>
        (statement[one] === undefined) === (statement[other] === undefined) && lacks(one) && lacks(other),
    ).map(([one, other]): Found => {
      const summary = `The statement needs \`${one}\` or \`${other}\`.`;
      return { part: 'value', summary, hint: `Add \`${one}\`.` };
    }),
    ...EITHER.filter(([one, other]) => statement[one] !== undefined && statement[other] !== undefined).map(
      ([one, other]): Found => {
        const summary = `The statement has both \`${one}\` and \`${other}\`.`;
        return { element: other, part: 'key', summary, hint: 'Remove one of them.' };
      },
    ),
    ...ELEMENTS.flatMap((element) => valueProblem(element, statement[element])),
  ];
}

function valueProblem(element: string, value: unknown): Found[] {
  const wrong = (what: string, hint: string): Found[] => [
    { element, part: 'value', summary: `\`${element}\` must be ${what}.`, hint },
  ];
  if (value === undefined) return [];
  if (element === 'Effect') {
    return EFFECTS.some((effect) => effect === value)
      ? []
      : wrong('`Allow` or `Deny`', suggestion(String(typeof value === 'string' ? value : ''), EFFECTS, 'effects'));
  }
  if (element === 'Condition') {
    const isCondition = isMap(value) && Object.values(value).every(isMap);
    const hint = 'For example: `{ StringEquals: { "aws:RequestedRegion": eu-west-1 } }`.';
    return isCondition ? [] : wrong('a map of operators, each with a map of keys', hint);
  }
  if (element === 'Sid') return typeof value === 'string' ? [] : wrong('text', 'Put it in quotes.');
  const isTexts = Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
  return typeof value === 'string' || isTexts ? [] : wrong('text or a list of texts', 'For example: `"s3:GetObject"`.');
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
