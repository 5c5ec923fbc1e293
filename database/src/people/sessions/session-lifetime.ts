/** A session ends after this time, however much it is used. */
export const sessionLifetimeMs = 30 * 24 * 3_600_000;

const idleMs = 7 * 24 * 3_600_000;

/** A session that was last used before this instant has ended. */
export function idleSince(): Date {
  return new Date(Date.now() - idleMs);
}
