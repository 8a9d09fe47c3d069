import { suggestion } from '../../diagnostics/suggest.js';
import type { Rule } from '../rule.js';
import { holdsBroken } from '../rule.js';
import { parameterRange, readableTemplate } from '../templates.js';

/** The prefix of a bucket holds the parameter of one scope, closed by a slash. */
export const buckets: Rule = (context, report) => {
  const { model } = context;
  const parameters = model.scopes.flatMap(({ parameter }) => (parameter === undefined ? [] : [parameter]));
  for (const { name, prefix, scope } of model.buckets) {
    const path = ['buckets', name, 'prefix'];
    const template = readableTemplate(prefix);
    if (template === undefined || holdsBroken(context, ['scopes'])) continue;
    template.parameters.forEach((parameter, index) => {
      if (parameters.includes(parameter.name) && (index === 0 || scope === undefined)) return;
      const hint = suggestion(parameter.name, parameters, 'scope parameters');
      report({
        code: 'scope.outside',
        path,
        range: parameterRange(template, index),
        summary: `\`${parameter.name}\` is not the parameter of ${index === 0 ? 'a' : 'the'} scope.`,
        why: 'IAM fences objects by the session tag of one scope.',
        hint,
      });
    });
    if (template.parameters.length === 0) {
      report({
        code: 'scope.outside',
        path,
        summary: `The prefix of \`${name}\` contains no scope parameter.`,
        why: 'Nothing would fence the objects.',
        hint: `Write "tenants/{${parameters[0] ?? 'tenantId'}}/".`,
      });
    }
    const parameterAt = template.segments.findIndex(({ kind }) => kind === 'parameter');
    const next = template.segments[parameterAt + 1];
    if (parameterAt >= 0 && (next?.kind !== 'literal' || !next.text.startsWith('/') || !prefix.endsWith('/'))) {
      report({
        code: 'scope.not-closed',
        path,
        summary: `In \`${prefix}\` the parameter is not closed by \`/\`.`,
        why: '`acme` could read the objects of `acme-2`.',
        hint: 'Put a `/` after the parameter and at the end.',
      });
    }
  }
};
