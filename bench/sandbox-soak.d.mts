export interface Soaked {
  readonly requests: number;
  readonly perSecond: number;
  readonly counts: {
    readonly allowed: number;
    readonly denied: number;
    readonly refused: number;
    readonly aborted: number;
  };
  /** Resident memory at five points on the way, and at the end. */
  readonly megabytes: readonly number[];
  /** Connections and processes that are still there. */
  readonly left: readonly string[];
}

/** Rejects at the first answer that is not the right one. */
export function soak(options?: {
  readonly requests?: number;
  readonly concurrency?: number;
  readonly seed?: number;
}): Promise<Soaked>;
