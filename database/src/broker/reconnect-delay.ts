const lowMs = 200;
const highMs = 2_000;

/** How long to wait before the n-th attempt in a row: longer each time, never more than two seconds, and not all at once. */
export function reconnectDelayMs(attempt: number): number {
  const most = Math.min(lowMs * 2 ** attempt, highMs);
  return lowMs + Math.random() * (most - lowMs);
}
