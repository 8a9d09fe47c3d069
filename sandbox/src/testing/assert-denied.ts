/** A request that IAM refused. */
export interface Denial {
  /** `dynamodb:GetItem` */
  readonly action: string;
  /** The service's whole message. */
  readonly message: string;
}

/**
 * Asserts that IAM refuses a call, and gives what it refused. A call that goes through fails the test, and so does one that
 * fails for another reason: a wrong key name or an unknown table is no proof of isolation.
 */
export async function assertDenied(
  attempt: Promise<unknown> | (() => Promise<unknown>),
  expected: { readonly action?: string } = {},
): Promise<Denial> {
  let outcome: { readonly error: unknown } | undefined;
  try {
    await (typeof attempt === 'function' ? attempt() : attempt);
  } catch (error) {
    outcome = { error };
  }
  if (outcome === undefined) throw new Error('The call went through: IAM did not refuse it.');
  const { error } = outcome;
  const refusal = causes(error).find(isAccessDenied);
  if (refusal === undefined) {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    throw new Error(`The call failed, but it was not IAM that refused it: ${message}`, { cause: error });
  }
  const action = /not authorized to perform:? (\S+)/i.exec(refusal.message)?.[1] ?? '';
  if (expected.action !== undefined && expected.action !== action) {
    throw new Error(`IAM refused ${action || 'the call'}, not ${expected.action}: ${refusal.message}`, {
      cause: error,
    });
  }
  return { action, message: refusal.message };
}

/** An error and what it was caused by: clients wrap the service's error in their own. */
function causes(error: unknown): readonly Error[] {
  const found: Error[] = [];
  for (let each = error; each instanceof Error && !found.includes(each); each = each.cause) found.push(each);
  return found;
}

/** DynamoDB says AccessDeniedException, STS says AccessDenied. */
const isAccessDenied = ({ name, message }: Error): boolean =>
  (name === 'AccessDeniedException' || name === 'AccessDenied') && /not authorized to perform/i.test(message);
