// Bytes that requests of the generated client make, as ratios to lib-dynamodb's: `{ get, put, update, query100 }` as JSON.
import { allocationsOf, prepare } from '../requests.mjs';
import { round } from '../support/statistics.mjs';

await prepare();
const base = allocationsOf('lib-dynamodb', 'short');
const own = allocationsOf('tenantry', 'short');
console.log(JSON.stringify(Object.fromEntries(Object.keys(base).map((name) => [name, round(own[name] / base[name])]))));
