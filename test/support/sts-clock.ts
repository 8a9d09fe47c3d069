/** A clock that stands still until it is moved. Starts at the real time, because the SDK signs with that. */
export interface TestClock {
  now(): number;
  /** Seconds. */
  advance(seconds: number): void;
}

export function testClock(): TestClock {
  let time = Date.now();
  return {
    now: () => time,
    advance(seconds) {
      time += seconds * 1000;
    },
  };
}
