// `tenantry verify` on a large schema: 200 entities, 5 roles. Target: 1 s. Run `npx tsc -b generator` before.

import { evaluate } from '@tenantry/iam';
import { policyDocuments } from '../generator/dist/policy/documents.js';
import { verify } from '../generator/dist/policy/verify/verify.js';
import { largeModel } from './large-model.mjs';

const rounds = Number(process.argv[2] ?? 9);
const model = largeModel(200, 5);
const times = [];
// Of the processor: on a machine that others use too, the clock says more about them.
const used = [];
let result;
for (let round = 0; round < rounds; round++) {
  // A fresh model each time: nothing that was learnt of the last one may help.
  const fresh = structuredClone(model);
  const began = performance.now();
  const before = process.cpuUsage();
  result = verify(fresh, policyDocuments(fresh));
  const { user, system } = process.cpuUsage(before);
  times.push(performance.now() - began);
  used.push((user + system) / 1000);
}
times.sort((a, b) => a - b);
used.sort((a, b) => a - b);
const median = times[Math.floor(times.length / 2)];
const [role] = policyDocuments(model)[0].roles;
const request = {
  action: 'dynamodb:GetItem',
  resource: 'arn:aws:dynamodb:eu-west-1:111122223333:table/large',
  context: {
    'aws:PrincipalTag/TenantId': 'acme',
    'aws:PrincipalTag/UserId': 'u1',
    'dynamodb:LeadingKeys': ['TENANT#acme#KIND196#2026-06-01'],
  },
};
const evaluations = 2000;
const started = performance.now();
for (let i = 0; i < evaluations; i++) evaluate(role.identity, request);
const each = (performance.now() - started) / evaluations;

console.log(
  JSON.stringify({
    benchmark: 'verify, 200 entities × 5 roles',
    targetMilliseconds: 1000,
    medianMilliseconds: Math.round(median),
    processorMilliseconds: Math.round(used[Math.floor(used.length / 2)]),
    firstMilliseconds: Math.round(times.at(-1)),
    spread: [Math.round(times[0]), Math.round(times.at(-1))],
    sound: result.sound,
    complete: result.complete,
    accessRows: result.access.length,
    evaluateMicroseconds: Math.round(each * 1000),
    evaluateUnderPatterns: 81,
  }),
);
