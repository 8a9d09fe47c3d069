import type { PolicyDocument, Statement } from '../../iam/src/document.js';

export const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/app';
export const GUARDS = { Null: { 'dynamodb:LeadingKeys': 'false' }, StringLike: { 'aws:PrincipalTag/T': '?*' } };

export const document = (...statements: readonly Partial<Statement>[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((statement) => ({
    Effect: 'Allow',
    Action: 'dynamodb:GetItem',
    Resource: TABLE,
    ...statement,
  })),
});

export const keys = (patterns: string | readonly string[], more: object = GUARDS): Partial<Statement> => ({
  Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns }, ...more },
});

export const trust = (...statements: readonly Partial<Statement>[]): PolicyDocument =>
  document(
    ...statements.map((statement) => ({
      Principal: { AWS: 'arn:aws:iam::111122223333:role/api' },
      Action: 'sts:AssumeRole',
      Resource: '*',
      ...statement,
    })),
  );
