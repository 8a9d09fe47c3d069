/** Lets work through side by side, and holds it back while something else must be alone. */
export interface Gate {
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Waits until what is under way has ended, and keeps new work waiting until its own is done. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

export function createGate(): Gate {
  let passing = 0;
  let left = (): void => {};
  let closed: Promise<void> | undefined;
  return {
    async pass(work) {
      while (closed !== undefined) await closed;
      passing++;
      try {
        return await work();
      } finally {
        passing--;
        if (passing === 0) left();
      }
    },
    async alone(work) {
      while (closed !== undefined) await closed;
      let open = (): void => {};
      closed = new Promise((resolve) => {
        open = resolve;
      });
      try {
        if (passing > 0) {
          await new Promise<void>((resolve) => {
            left = resolve;
          });
        }
        return await work();
      } finally {
        closed = undefined;
        open();
      }
    },
  };
}
