import type { LintRule } from './finding.js';
import { anyRole } from './rules/any-role.js';
import { anyValue } from './rules/any-value.js';
import { attributesWithoutSelect } from './rules/attributes-without-select.js';
import { broadPrincipal } from './rules/broad-principal.js';
import { customClaim } from './rules/custom-claim.js';
import { indexUnderTable } from './rules/index-under-table.js';
import { keylessAction } from './rules/keyless-action.js';
import { literalWildcard } from './rules/literal-wildcard.js';
import { looseRequestTag } from './rules/loose-request-tag.js';
import { missingNullGuard } from './rules/missing-null-guard.js';
import { missingTagGuard } from './rules/missing-tag-guard.js';
import { noTagSession } from './rules/no-tag-session.js';
import { notAction } from './rules/not-action.js';
import { oldVersion } from './rules/old-version.js';
import { openPrefix } from './rules/open-prefix.js';
import { openTagKeys } from './rules/open-tag-keys.js';
import { otherService } from './rules/other-service.js';
import { otherWay } from './rules/other-way.js';
import { qualifiedNull } from './rules/qualified-null.js';
import { selfComparison } from './rules/self-comparison.js';
import { splitKeys } from './rules/split-keys.js';
import { stringTemplate } from './rules/string-template.js';
import { tagOfCaller } from './rules/tag-of-caller.js';
import { tagSessionOnly } from './rules/tag-session-only.js';
import { unclosedVariable } from './rules/unclosed-variable.js';
import { unknownAction } from './rules/unknown-action.js';
import { unknownKey } from './rules/unknown-key.js';
import { unknownOperator } from './rules/unknown-operator.js';
import { unknownVariable } from './rules/unknown-variable.js';
import { unpinnedToken } from './rules/unpinned-token.js';
import { unqualifiedKeys } from './rules/unqualified-keys.js';
import { unreadElement } from './rules/unread-element.js';
import { untiedKeys } from './rules/untied-keys.js';
import { vacuousCondition } from './rules/vacuous-condition.js';
import { variableDefault } from './rules/variable-default.js';
import { wholeBucket } from './rules/whole-bucket.js';
import { wildcardAfterVariable } from './rules/wildcard-after-variable.js';

/** Every rule, what opens most first. Ids are stable: a published one is never given another meaning. */
export const LINT_RULES: readonly LintRule[] = [
  unreadElement,
  vacuousCondition,
  keylessAction,
  untiedKeys,
  wholeBucket,
  otherWay,
  unknownKey,
  unknownOperator,
  unknownVariable,
  wildcardAfterVariable,
  unclosedVariable,
  openPrefix,
  anyValue,
  notAction,
  variableDefault,
  missingTagGuard,
  selfComparison,
  missingNullGuard,
  qualifiedNull,
  unqualifiedKeys,
  indexUnderTable,
  attributesWithoutSelect,
  stringTemplate,
  tagSessionOnly,
  noTagSession,
  looseRequestTag,
  tagOfCaller,
  openTagKeys,
  broadPrincipal,
  anyRole,
  unpinnedToken,
  customClaim,
  unknownAction,
  otherService,
  literalWildcard,
  splitKeys,
  oldVersion,
];
