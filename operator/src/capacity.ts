import { type Claim, shareOut } from './fair-share.ts';

interface Entry {
  readonly claim: Claim;
  readonly draining: number;
  readonly unplaced: number;
  readonly starvedSinceMs: number | null;
  readonly heldSinceMs: number | null;
}

/** What a pool asks for, without what is known here of its past. */
export type Ask = Omit<Claim, 'starvedMs' | 'heldMs'> & {
  readonly draining: number;
  /** Of those it holds, workers for whom there is no room anywhere. */
  readonly unplaced: number;
};

/**
 * The workers that all pools may have together. A worker that is told to stop still counts until it is gone, and a
 * worker that was granted counts at once, so that there are never more.
 */
export class SharedCapacity {
  readonly #total: number;
  readonly #entries = new Map<string, Entry>();

  /** @param total `Infinity`: every pool may go to its own maximum */
  constructor(total: number) {
    this.#total = total;
  }

  /** How many workers the pool may have now; `Infinity` when it may have what it asks for. */
  limitOf(ask: Ask, nowMs: number): number {
    const { draining, unplaced, ...claim } = ask;
    const before = this.#entries.get(ask.pool);
    const starves = ask.need > 0 && ask.holds === 0;
    const starvedSinceMs = starves ? (before?.starvedSinceMs ?? nowMs) : null;
    const heldSinceMs = ask.holds > 0 ? (before?.heldSinceMs ?? nowMs) : null;
    this.#entries.set(ask.pool, {
      claim: {
        ...claim,
        starvedMs: nowMs - (starvedSinceMs ?? nowMs),
        heldMs: nowMs - (heldSinceMs ?? nowMs),
      },
      draining,
      unplaced,
      starvedSinceMs,
      heldSinceMs,
    });
    const entries = [...this.#entries.values()];
    const used = entries.reduce((sum, entry) => sum + entry.claim.holds + entry.draining, 0);
    const wanted = entries.reduce((sum, entry) => sum + entry.claim.wanted, 0);
    const growth = Math.max(0, ask.wanted - ask.holds);
    if (wanted <= this.#total && used + growth <= this.#total) return Infinity;
    const share = shareOut(
      this.#total,
      entries.map((entry) => entry.claim),
    ).get(ask.pool);
    const room = ask.holds + Math.max(0, this.#total - used);
    const limit = share === undefined || share < ask.holds ? (share ?? 0) : Math.min(share, room);
    return limit >= ask.wanted ? Infinity : limit;
  }

  /** Whether another pool needs workers that find no room. */
  crowded(pool: string): boolean {
    return [...this.#entries].some(
      ([other, { claim, unplaced }]) =>
        other !== pool && unplaced > 0 && claim.need > claim.holds - unplaced,
    );
  }

  /** The pool has so many workers from now on; those it had more are draining. */
  granted(pool: string, holds: number): void {
    const entry = this.#entries.get(pool);
    if (!entry) return;
    const { claim, draining } = entry;
    this.#entries.set(pool, {
      ...entry,
      claim: { ...claim, holds },
      draining: draining + Math.max(0, claim.holds - holds),
    });
  }

  forget(pool: string): void {
    this.#entries.delete(pool);
  }
}
