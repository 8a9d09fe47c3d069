import { expect, it } from 'vitest';
import { renameRequest } from '../../../sandbox/src/engine/table-names.js';

const INPUTS = [
  { TableName: 'a', Key: {} },
  { RequestItems: { a: [], b: [] } },
  { TransactItems: [{ Put: { TableName: 'a', Item: {} } }, { Delete: { TableName: 'b', Key: {} } }] },
];

it('a request whose tables keep their names is that request itself', () => {
  for (const input of INPUTS) expect(renameRequest(input, (name) => name)).toBe(input);
});

it('every table of a request is renamed, and the rest stays', () => {
  const renamed = INPUTS.map((input) => renameRequest(input, (name) => `${name}.x`));
  expect(renamed).toEqual([
    { TableName: 'a.x', Key: {} },
    { RequestItems: { 'a.x': [], 'b.x': [] } },
    { TransactItems: [{ Put: { TableName: 'a.x', Item: {} } }, { Delete: { TableName: 'b.x', Key: {} } }] },
  ]);
});

it('one renamed table among others is renamed', () => {
  const rename = (name: string): string => (name === 'b' ? 'c' : name);
  const [, batch, transaction] = INPUTS.map((input) => renameRequest(input, rename));
  expect(batch).toEqual({ RequestItems: { a: [], c: [] } });
  expect(transaction).toEqual({
    TransactItems: [{ Put: { TableName: 'a', Item: {} } }, { Delete: { TableName: 'c', Key: {} } }],
  });
});
