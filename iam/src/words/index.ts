export { type ActionClass, type ActionProblem, classifyAction, type ReadAction, readAction } from './actions.js';
export {
  CONDITION_KEYS,
  type ConditionKeyKind,
  conditionKeyKind,
  isMultivalued,
  nearestConditionKey,
} from './condition-keys.js';
export {
  DESCRIBING_ACTIONS,
  DYNAMODB_ACTION_CLASSES,
  DYNAMODB_ACTIONS,
  type DynamodbActionClass,
  INDEX_ACTIONS,
  KEYED_ACTIONS,
  KEYLESS_ACTIONS,
  WRITING_ACTIONS,
} from './dynamodb-actions.js';
export { actionsInsteadOf, actionsOfOperation } from './dynamodb-operations.js';
export { EFFECTS, POLICY_ELEMENTS, PRINCIPAL_KINDS, STATEMENT_ELEMENTS } from './elements.js';
export { canBeginWith } from './glob.js';
export { nearestWord } from './nearest.js';
export { nearestOperator, OPERATORS, QUANTIFIERS, type ReadOperator, readOperator } from './operators.js';
export type { PolicyKind } from './policy-kind.js';
export { ROUTES, type Route } from './routes.js';
export { SERVICE_ACTIONS } from './service-actions.js';
export { SERVICES } from './services.js';
export { isVariable, nearestVariable } from './variables.js';
