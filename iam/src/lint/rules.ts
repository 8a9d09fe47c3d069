import type { LintRule } from './finding.js';
import { attributesWithoutSelect, vacuousCondition } from './rules/conditions.js';
import {
  keylessAction,
  missingNullGuard,
  qualifiedNull,
  splitKeys,
  unqualifiedKeys,
  untiedKeys,
} from './rules/keys.js';
import {
  literalWildcard,
  openPrefix,
  stringTemplate,
  unclosedVariable,
  variableDefault,
  wildcardAfterVariable,
} from './rules/patterns.js';
import { indexUnderTable, notAction, otherService, otherWay, wholeBucket } from './rules/resources.js';
import {
  anyRole,
  broadPrincipal,
  looseRequestTag,
  noTagSession,
  openTagKeys,
  tagSessionOnly,
  unpinnedToken,
} from './rules/sessions.js';
import { anyValue, missingTagGuard, selfComparison, tagOfCaller } from './rules/tags.js';
import {
  customClaim,
  oldVersion,
  unknownAction,
  unknownKey,
  unknownOperator,
  unknownVariable,
  unreadElement,
} from './rules/words.js';

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
