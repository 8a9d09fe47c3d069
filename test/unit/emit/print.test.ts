import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { constantDeclaration, interfaceDeclaration } from '../../../generator/src/emit/print/declaration.js';
import { call, literal, object, printExpression } from '../../../generator/src/emit/print/expression.js';
import { commentText, propertyName, stringLiteral } from '../../../generator/src/emit/print/literal.js';
import { SourceFile } from '../../../generator/src/emit/print/source-file.js';
import { assertParses } from '../../../generator/src/emit/print/syntax-gate.js';
import { wrapLongLines } from '../../../generator/src/emit/print/wrap.js';

const parse = (text: string): ts.SourceFile => ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true);
const adversarial = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '*/',
    '${evil}',
    '`',
    "'",
    '\\',
    '\u2028',
    '\u202e',
    '__proto__',
    '\n// ',
    '*\\/',
    '</script>',
    '\ud800',
  ),
);

describe('the printing kit', () => {
  it('names a property once where its value is the identifier', () => {
    const names = ['fanOut', 'true', '1', 'a-b'];
    expect(printExpression(object(names.map((name) => [name, name])))).toBe(
      "{ fanOut, true: true, '1': 1, 'a-b': a-b }",
    );
  });

  it('prints any text as one string literal that means the same', () => {
    fc.assert(
      fc.property(adversarial, (text) => {
        const statement = parse(`const x = ${stringLiteral(text)};`).statements[0] as ts.VariableStatement;
        const value = statement.declarationList.declarations[0]?.initializer as ts.StringLiteral;
        expect(value.kind).toBe(ts.SyntaxKind.StringLiteral);
        expect(value.text).toBe(text);
      }),
    );
  });

  it('lets no text out of a comment, and shows what cannot be seen', () => {
    fc.assert(
      fc.property(adversarial, (text) => {
        const file = parse(interfaceDeclaration('A', { properties: [{ name: 'b', type: 'string', doc: text }] }, text));
        expect(file.statements.map((statement) => statement.kind)).toEqual([ts.SyntaxKind.InterfaceDeclaration]);
        expect((file.statements[0] as ts.InterfaceDeclaration).members).toHaveLength(1);
        const constant = parse(constantDeclaration('a', 'string', literal(text), text));
        expect(constant.statements).toHaveLength(1);
      }),
    );
    expect(commentText('a */ b\u202ec')).toBe('a *\\/ b\\u202ec');
  });

  it('quotes property names that are no identifiers, and __proto__, which would set the prototype', () => {
    expect([propertyName('abc'), propertyName('a-b'), propertyName('__proto__'), propertyName("it's")]).toEqual([
      'abc',
      "'a-b'",
      "'__proto__'",
      "'it\\'s'",
    ]);
  });

  it('lays an expression out in one line where it fits and in one line an item where it does not', () => {
    const short = object([
      ['type', call('string')],
      ['optional', 'true'],
      ['left', undefined],
    ]);
    expect(printExpression(short)).toBe('{ type: string(), optional: true }');
    const long = object([['ratings', call('list', call('map', object([['kind', literal('x'.repeat(90))]])))]]);
    expect(printExpression(long)).toBe(`{\n  ratings: list(map({\n    kind: '${'x'.repeat(90)}',\n  })),\n}`);
  });

  it('breaks the type arguments of a long line, not the commas inside of them', () => {
    const line = `  byStatus(partition: MemberByStatusPartition): QueryRequest<Member, Pick<A, 'x' | ','>, { readonly joinedAt: DateTimeInput }>;`;
    expect(wrapLongLines(line).split('\n')).toEqual([
      '  byStatus(partition: MemberByStatusPartition): QueryRequest<',
      '    Member,',
      "    Pick<A, 'x' | ','>,",
      '    { readonly joinedAt: DateTimeInput }',
      '  >;',
    ]);
  });

  it('breaks no line inside of a string', () => {
    const codec = `export const codec: KeyCodec<{ readonly tenantId: string; readonly userId: string }, 'pk' | 'record<' | '>'> =`;
    expect(wrapLongLines(codec).split('\n')).toEqual([
      'export const codec: KeyCodec<',
      '  { readonly tenantId: string; readonly userId: string },',
      "  'pk' | 'record<' | '>'",
      '> =',
    ]);
    const text = `  description: '<${'a'.repeat(90)}> => b',`;
    expect(wrapLongLines(text)).toBe(text);
  });

  it('imports what was printed, under an alias where the file declares the name itself', () => {
    const file = new SourceFile(['Service'], './self.js');
    expect(file.type('Service', 'runtime')).toBe('Service_');
    expect(file.value('map', 'runtime')).toBe('map');
    expect(file.value('own', './self.js')).toBe('own');
    expect(file.imports()).toEqual([
      { module: 'runtime', typeOnly: false, names: [{ name: 'map', local: 'map' }] },
      { module: 'runtime', typeOnly: true, names: [{ name: 'Service', local: 'Service_' }] },
    ]);
  });

  it('refuses to write a file that does not parse', () => {
    expect(() => assertParses({ path: 'a.ts', text: 'export const = 1;' })).toThrow(/a\.ts does not parse at 1:14/);
  });
});
