import type { Chain } from './chain.js';

/** Requests that must not be allowed. */
export interface Goal {
  /** Equal only for equal goals. */
  readonly id: string;
  /** `absent`: those that name no text; `any`: whatever they name. */
  readonly texts: 'absent' | 'any' | GoalTexts;
}

/** Requests that name one of some texts, alone or among others. */
export interface GoalTexts {
  readonly chains: readonly Chain[];
  /** Of sessions whose own value is empty or missing these too. */
  readonly nobodys?: readonly Chain[];
  /** The key, in lower case, of the session's value: the step `owner` of a chain is another one. */
  readonly session?: string;
  /** No text of these counts. */
  readonly without?: readonly Chain[];
}
