import type { Engine } from '@tenantry/runtime/testing';

export type EngineKind = Engine['kind'];

/** The features that dynalite lacks, named before they are asked for in vain. */
export const DYNALITE_LACKS =
  'The engine dynalite has no transactions; install @dynoxide/linux-x64, or give another engine.';

export const lackOf = (kind: EngineKind, operation: string): string | undefined =>
  kind === 'dynalite' && operation.startsWith('Transact') ? DYNALITE_LACKS : undefined;
