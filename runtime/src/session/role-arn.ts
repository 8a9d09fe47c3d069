import type { ScopeRecord } from './errors.js';
import { ROLE_NAME, SCOPE_VALUE, textProblem } from './limits.js';

/** A role's ARN with scope parameters in it, such as `arn:aws:iam::111122223333:role/tenant-{tenantId}`, cut at them. */
export interface RoleArnTemplate {
  /** Text and parameter names in turn, beginning and ending with text. */
  readonly parts: readonly string[];
}

export function parseRoleArn(text: string): RoleArnTemplate {
  return { parts: text.split(/\{([^{}]*)\}/) };
}

/** Finds reasons why a template does not give each scope its own role. */
export function roleArnProblems(text: unknown, parameters: readonly string[]): string[] {
  if (typeof text !== 'string' || !/^arn:[a-z0-9-]+:iam::\d{1,12}:role\/./.test(text)) {
    return ['roleArn must be the ARN of a role, such as arn:aws:iam::111122223333:role/tenant-member'];
  }
  const { parts } = parseRoleArn(text);
  const problems: string[] = [];
  parts.forEach((part, i) => {
    if (i % 2 === 1) {
      if (!parameters.includes(part))
        problems.push(`roleArn names {${part}}, and the tags give ${parameters.join(', ') || 'no parameter'}`);
    } else if (/[{}]/.test(part)) problems.push('roleArn has a brace that closes no parameter');
    else if (i > 0 && i < parts.length - 1 && [...part].every((one) => SCOPE_VALUE.character.test(one))) {
      problems.push(
        `roleArn has {${parts[i - 1]}} and {${parts[i + 1]}} with nothing between them that a value cannot hold, so two scopes could share a role: put "/", "+", "=", "," or "@" there`,
      );
    }
  });
  return problems;
}

/** The role of one scope. The values are checked already; what may still be too long is the name. */
export function roleArnFor(
  { parts }: RoleArnTemplate,
  scope: ScopeRecord,
): { readonly arn: string; readonly problem: string | undefined } {
  const arn = parts.map((part, i) => (i % 2 === 1 ? (scope[part] ?? '') : part)).join('');
  return { arn, problem: textProblem('the role name', arn.slice(arn.lastIndexOf('/') + 1), ROLE_NAME) };
}
