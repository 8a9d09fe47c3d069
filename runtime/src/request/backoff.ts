/**
 * Waits before the next attempt: exponential with full jitter, so that many callers do not come back at once.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter". Times in milliseconds.
 */
export function backoff(attempt: number, base: number, longest: number, signal?: AbortSignal): Promise<void> {
  const time = Math.random() * Math.min(longest, base * 2 ** attempt);
  return new Promise((resume, fail) => {
    const stop = (): void => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resume();
    }, time);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}
