import type { PolicyDocument } from '@tenantry/iam';
import { array, type Expression, literal, object } from '../../print/expression.js';
import type { Holes } from '../../print/holes.js';
import { templateText } from '../../print/literal.js';
import { constantOf } from '../members.js';
import { isList, isReference, type Reference, type Value } from '../value.js';

export interface ConstructWords {
  readonly holes: Holes;
  readonly tableName: (table: string) => string;
  readonly policy: (name: string, document: PolicyDocument) => string;
}

/** Returns a property's value. The library writes `TableName` as `tableName`. Holes hold expressions. */
export function constructValue(value: Value, words: ConstructWords): Expression {
  if (typeof value === 'string') return textExpression(value, words.holes);
  if (typeof value !== 'object') return literal(value);
  if (isReference(value)) return referenceText(value, words);
  if (isList(value)) return array(value.map((item) => constructValue(item, words)));
  return object(Object.entries(value).map(([name, item]) => [constantOf(name), constructValue(item, words)]));
}

function textExpression(text: string, holes: Holes): string {
  const parts = holes.parts(text);
  if (parts.length === 1) return literal(text);
  return `\`${parts.map((part, i) => (i % 2 === 0 ? templateText(part) : `\${${part}}`)).join('')}\``;
}

function referenceText(to: Reference, { tableName, policy }: ConstructWords): string {
  switch (to.kind) {
    case 'ref':
      return `${constantOf(to.resource)}.ref`;
    case 'table-name':
      return tableName(to.table);
    case 'policy':
      return policy(to.name, to.document);
  }
}
