import { addUnreadable, arrayOf, type Found, recordOf } from './read-policy.js';
import type { Path } from './tree.js';

/**
 * A text that is known only at deployment stands in a document as a hole: `⟦AWS::Region⟧`. It is *free* (`⟦!Stage⟧`) where
 * whoever deploys chooses it, so that it may also hold a wildcard.
 */
export const boundHole = (name: string): string => `⟦${name}⟧`;
export const freeHole = (name: string): string => `⟦!${name}⟧`;

export const HOLE: RegExp = /⟦(!?)([^⟧]*)⟧/;
const FREE = /⟦!([^⟧]*)⟧/;

/** Condition keys that tie a statement to its caller: their values must be known. */
const TYING =
  /^(?:dynamodb:(?:leadingkeys|attributes|select)|s3:prefix|aws:tagkeys|aws:(?:principal|request)tag\/.*)$/i;

/** Reports each hole that decides what a statement allows; a table's name or an account may stay unknown. */
export function reportHoles(found: Found, document: unknown, where: string, sourceOf: (path: Path) => Path): void {
  const report = (path: Path, text: unknown, element: string): void => {
    const name = typeof text === 'string' ? (HOLE.exec(text)?.[2] ?? 'It') : 'It';
    addUnreadable(
      found,
      sourceOf(path),
      `${where}: ${element} cannot be read: ${name} is known only at deployment.`,
      /^[A-Za-z0-9]+$/.test(name)
        ? `Give its value with --parameter ${name}=VALUE, or write the value into the policy.`
        : 'Write the value into the policy, or lint what is deployed with `aws iam get-role-policy`.',
    );
  };
  const statements = arrayOf(recordOf(document)?.Statement);
  statements.forEach((value, index) => {
    const statement = recordOf(value);
    if (statement === undefined) {
      if (typeof value === 'string') report(['Statement', index], value, `statement ${index + 1}`);
      return;
    }
    for (const element of ['Effect', 'Action', 'NotAction', 'Principal', 'NotPrincipal']) {
      const pattern = element.endsWith('Principal') ? /^⟦![^⟧]*⟧$/ : HOLE;
      const text = textsIn(statement[element]).find((each) => pattern.test(each));
      if (text !== undefined) report(['Statement', index, element], text, element);
    }
    if (typeof statement.Condition === 'string')
      report(['Statement', index, 'Condition'], statement.Condition, 'Condition');
    for (const [operator, keys] of Object.entries(recordOf(statement.Condition) ?? {})) {
      for (const [key, values] of Object.entries(recordOf(keys) ?? { [String(keys)]: '' })) {
        const path = ['Statement', index, 'Condition', operator, key];
        if (HOLE.test(key)) report(path, key, `the condition key of ${operator}`);
        const decides = TYING.test(key) || operator.includes('Like');
        const text = textsIn(values).find((each) => FREE.test(each) && decides);
        if (text !== undefined) report(path, text, key);
      }
    }
  });
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return arrayOf(value).flatMap((each) => {
    const record = recordOf(each);
    return record === undefined ? (typeof each === 'string' ? [each] : []) : Object.values(record).flatMap(textsIn);
  });
}
