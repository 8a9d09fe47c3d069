import { SESSION_TAG_CHARACTER } from '@tenantry/runtime/key-templates';
import type { Report } from '../../diagnostics/problem.js';
import type { Scope } from '../../model/model.js';
import type { Rule } from '../rule.js';
import { isSuspect } from '../rule.js';
import { parameterRange, readableTemplate } from '../templates.js';

/** A scope has one plain parameter, closed, with its own tag; or none of these. */
export const scopePrefixes: Rule = (context, report) => {
  const { model } = context;
  for (const scope of model.scopes) if (!isSuspect(context, ['scopes', scope.name])) checkScope(scope, report);
  checkUnique(model.scopes, 'parameter', report);
  checkUnique(model.scopes, 'principalTag', report);
};

function checkScope(scope: Scope, report: Report): void {
  const path = ['scopes', scope.name];
  const template = readableTemplate(scope.prefix);
  if (template === undefined) return;
  const [first, second] = template.parameters;
  if (second !== undefined) {
    report({
      code: 'scope.parameter',
      path: [...path, 'prefix'],
      range: parameterRange(template, 1),
      summary: `The prefix of \`${scope.name}\` has a second parameter, \`${second.name}\`.`,
      why: 'A scope is bound to one session tag.',
      hint: 'End the prefix after the first parameter; partitions may go on behind it.',
    });
  }
  if (first !== undefined && first.format.kind !== 'plain') {
    report({
      code: 'scope.parameter',
      path: [...path, 'prefix'],
      range: parameterRange(template, 0),
      summary: `The parameter of \`${scope.name}\` has a format.`,
      why: 'The policy compares the key with the session tag as it is.',
      hint: `Write \`{${first.name}}\`.`,
    });
  }
  if (first !== undefined && scope.principalTag === undefined) {
    report({
      code: 'scope.principal-tag',
      path,
      part: 'key',
      summary: `\`${scope.name}\` has the parameter \`${first.name}\`, but no \`principalTag\`.`,
      why: 'IAM compares the parameter with a tag of the session.',
      hint: `Add \`principalTag: ${first.name[0]?.toUpperCase()}${first.name.slice(1)}\`.`,
    });
  }
  if (first === undefined && scope.principalTag !== undefined) {
    report({
      code: 'scope.principal-tag',
      path: [...path, 'principalTag'],
      summary: `\`${scope.name}\` has a \`principalTag\`, but its prefix has no parameter.`,
      why: 'There is nothing to compare the tag with: the partitions would be public.',
      hint: 'Add the parameter to the prefix, or remove the tag from a public scope.',
    });
  }
  const afterParameter = template.segments[template.segments.findIndex(({ kind }) => kind === 'parameter') + 1];
  if (first === undefined || afterParameter?.kind !== 'literal') return;
  if (!SESSION_TAG_CHARACTER.test([...afterParameter.text][0] as string)) return;
  report({
    code: 'scope.not-closed',
    path: [...path, 'prefix'],
    summary: `In \`${scope.prefix}\` the parameter \`${first.name}\` is followed by \`${[...afterParameter.text][0]}\`.`,
    why: `A session tag may hold that character: \`acme\` and \`acme${afterParameter.text}x\` could reach each other's partitions.`,
    hint: 'Close the parameter with `#`, or end the prefix after it.',
  });
}

function checkUnique(scopes: readonly Scope[], property: 'parameter' | 'principalTag', report: Report): void {
  const first = new Map<string, string>();
  for (const scope of scopes) {
    const value = scope[property];
    if (value === undefined) continue;
    // Session tag keys differ in more than case: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    const key = property === 'principalTag' ? value.toLowerCase() : value;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, scope.name);
      continue;
    }
    const where = property === 'parameter' ? 'prefix' : 'principalTag';
    report({
      code: property === 'parameter' ? 'scope.parameter' : 'scope.principal-tag',
      path: ['scopes', scope.name, where],
      summary: `\`${other}\` and \`${scope.name}\` both have the ${property === 'parameter' ? 'parameter' : 'tag'} \`${value}\`.`,
      why: 'A session could not tell their values apart.',
      hint: 'Give each scope its own.',
      symmetric: true,
      related: [{ path: ['scopes', other, where], note: 'the other one' }],
    });
  }
}
