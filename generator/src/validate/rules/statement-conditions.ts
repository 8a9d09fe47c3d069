import {
  conditionKeyKind,
  isVariable,
  nearestConditionKey,
  nearestOperator,
  nearestVariable,
  readOperator,
} from '@tenantry/iam';
import type { Problem } from '../../diagnostics/problem.js';
import type { Rule } from '../rule.js';

type Path = Problem['path'];

/**
 * Additional statements have operators, condition keys and variables that AWS has: IAM refuses others, or never finds a value for
 * them, so that the condition holds for every request or for none.
 */
export const statementConditions: Rule = ({ model }, report) => {
  for (const { name, additionalStatements } of model.roles) {
    additionalStatements.forEach((statement, index) => {
      const path = ['roles', name, 'additionalStatements', index];
      for (const element of ['Resource', 'NotResource'] as const)
        for (const problem of variableProblems(statement[element], [...path, element])) report(problem);
      if (!isMap(statement.Condition)) return;
      for (const problem of conditionProblems(statement.Condition, [...path, 'Condition'])) report(problem);
    });
  }
};

function conditionProblems(condition: object, path: Path): readonly Problem[] {
  return Object.entries(condition).flatMap(([operator, keys]) => [
    ...(readOperator(operator) === undefined
      ? [unknown('operator', operator, [...path, operator], nearestOperator(operator))]
      : []),
    ...(isMap(keys) ? Object.entries(keys) : []).flatMap(([key, values]) => [
      ...(conditionKeyKind(key) === 'unknown'
        ? [unknown('condition key', key, [...path, operator, key], nearestConditionKey(key))]
        : []),
      ...variableProblems(values, [...path, operator, key]),
    ]),
  ]);
}

const VARIABLE = /\$\{([^}]*)\}/g;

function variableProblems(value: unknown, path: Path): readonly Problem[] {
  if (Array.isArray(value)) return value.flatMap((each, i) => variableProblems(each, [...path, i]));
  if (typeof value !== 'string') return [];
  return [...value.matchAll(VARIABLE)].flatMap(([, inside = '']) => {
    const name = inside.replace(/,.*$/, '').trim();
    if (isVariable(name)) return [];
    return [{ ...unknown('variable', `\${${inside}}`, path, nearestVariable(name)), part: 'value' as const }];
  });
}

function unknown(what: string, text: string, path: Path, nearest: string | undefined): Problem {
  return {
    code: 'policy.unknown-condition',
    path,
    part: 'key',
    summary: `IAM has no ${what} \`${text}\`.`,
    hint:
      nearest === undefined
        ? `Write one of the IAM User Guide or the Service Authorization Reference; a newer version of Tenantry may know it.`
        : `Did you mean \`${nearest}\`?`,
  };
}

const isMap = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);
