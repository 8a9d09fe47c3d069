import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as api from '../../../generator/src/index.js';
import { verifyText } from '../../../generator/src/policy/access/verify-text.js';
import { assumptionsOf } from '../../../generator/src/policy/verify/verify.js';
import { flightClubModel, grant } from '../../support/flight-club-model.js';

const PAGE = 'docs/isolation.md';

/** UPDATE_DOCS=1 writes the parts of the page that follow the code. */
function withPart(page: string, name: string, text: string): string {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  expect(page.indexOf(end)).toBeGreaterThan(page.indexOf(start));
  return `${page.slice(0, page.indexOf(start) + start.length)}\n${text}\n${page.slice(page.indexOf(end))}`;
}

/** Of a model that has everything which an assumption is about. */
const [first, ...others] = flightClubModel.roles;
const limited = {
  ...(first ?? { name: '', unscoped: false, tags: [], additionalStatements: [] }),
  grants: [grant('Club', ['get', 'update'], { attributes: ['name'] })],
};
const assumptions = assumptionsOf({ ...flightClubModel, roles: [limited, ...others] })
  .map((text) => `- ${text}`)
  .join('\n');

it('docs/isolation.md holds the assumptions of verify', () => {
  const page = readFileSync(PAGE, 'utf8');
  const wanted = withPart(page, 'assumptions', assumptions);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, wanted);
  else expect(page).toBe(wanted);
});

it('docs/isolation.md shows what verify prints of the tour', () => {
  const { model } = api.readSchema([{ file: 'tour', text: readFileSync('schemas/flight-club.tenantry.yaml', 'utf8') }]);
  if (model === undefined) throw new Error('The tour has errors.');
  const options = { color: false, width: 80, milliseconds: 0, all: false };
  const { verdict, report } = verifyText(model, api.verify(model), options);
  const page = readFileSync(PAGE, 'utf8');
  const printed = `${verdict.replace(/ +\d\.\d\d s$/m, '')}${report}`;
  const wanted = withPart(page, 'verify', `\`\`\`text\n${printed}\`\`\``);
  if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, wanted);
  else expect(page).toBe(wanted);
});

it('the package gives what the page names', () => {
  const { model, diagnostics } = api.readSchema([
    { file: 'tour', text: readFileSync('schemas/flight-club.tenantry.yaml', 'utf8') },
  ]);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  expect(api.verify(model)).toMatchObject({ sound: true, complete: true });
  expect(api.diff(model, model)).toEqual({ changes: [], breaking: false, widened: false });
  const [documents] = api.policyDocuments(model);
  const policy = documents?.roles.find(({ role }) => role === 'member')?.identity[0];
  if (policy === undefined) throw new Error('no policy');
  expect(api.lint(policy, { model })).toEqual([]);
  const ask = (key: string) =>
    api.evaluate(policy, {
      action: 'dynamodb:GetItem',
      resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/flight-club-dev',
      context: { 'aws:PrincipalTag/TenantId': 'acme', 'dynamodb:LeadingKeys': [key] },
    });
  expect(ask('TENANT#acme')).toMatchObject({ decision: 'allowed', statement: { sid: 'AppRead' } });
  expect(ask('TENANT#rival')).toMatchObject({
    decision: 'denied',
    explanation: expect.stringContaining('fails at the condition ForAllValues:StringLike dynamodb:LeadingKeys'),
  });
});
