import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBody, parseObject, repeatedMember } from '../../../sandbox/src/dynamodb/json.js';
import { Failure } from '../../../sandbox/src/http/failure.js';

describe('a request body', () => {
  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['a string', '"a"'],
    ['nothing', ''],
    ['a byte order mark', '\ufeff{}'],
    ['two values', '{} {}'],
    ['a member twice', '{"a":1,"a":2}'],
    ['a member twice, deep down', '{"a":[{"b":{"c":1,"d":{"c":1},"c":2}}]}'],
    ['a member twice, once escaped', String.raw`{"pk":1,"\u0070k":2}`],
    ['a member twice, around a list of the same text', '{"a":["a","a"],"a":1}'],
  ])('is refused when it holds %s', (_what, text) => {
    expect(() => parseObject(Buffer.from(text))).toThrow(Failure);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => parseObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))).toThrow(
      expect.objectContaining({ code: 'SerializationException' }),
    );
  });

  it('may name a member again in another object, or as a value', () => {
    const text = String.raw`{"a":{"a":"a:\"a\":"},"b":[{"a":1},{"a":2}],"\\":1,"\\\"":{"a":[]}}`;
    expect(parseObject(Buffer.from(text))).toEqual(JSON.parse(text));
  });

  it('is refused for a member twice however it is spaced, and passed on as it was read', () => {
    expect(() => parseBody(Buffer.from('{ "a" : 1 , "a" : 1 }'))).toThrow(Failure);
    const { input, text } = parseBody(Buffer.from('{ "a" : 1.0, "b":"\\u0063" }'));
    expect(text).toBe('{"a":1,"b":"c"}');
    expect(input).toEqual({ a: 1, b: 'c' });
  });

  it('is refused when it is nested too deeply to be written again', () => {
    const deep = 200_000;
    const text = `{"a":${'['.repeat(deep)}${']'.repeat(deep)}}`;
    expect(() => parseBody(Buffer.from(text))).toThrow(expect.objectContaining({ code: 'SerializationException' }));
  });

  it('keeps a member called __proto__ as data', () => {
    const parsed = parseObject(Buffer.from('{"__proto__":{"TableName":"x"}}'));
    expect(parsed.TableName).toBeUndefined();
    expect(Object.keys(parsed)).toEqual(['__proto__']);
  });
});

it('finds no repetition in what JSON.stringify writes, and every one that is put in', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), (text) => {
      expect(repeatedMember(text)).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.string(), fc.json({ maxDepth: 2 }), fc.json({ maxDepth: 2 }), (name, one, two) => {
      const key = JSON.stringify(name);
      expect(repeatedMember(`{"x":[{${key}:${one},"other":1,${key} : ${two}}]}`)).toBe(name);
    }),
  );
});
