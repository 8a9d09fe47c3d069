import type { Environment, Model } from '../model/model.js';
import type { Role } from '../model/role.js';
import { type PolicyDocument, policyDocument } from './document.js';
import { dataStatements } from './statements.js';

/** The identity policy of a role. */
export function rolePolicy(model: Model, role: Role, environment: Environment): PolicyDocument {
  return policyDocument(dataStatements(model, role, environment));
}
