/** How long what was looked up is believed, so that a change made in another process holds within seconds. */
const trustedMs = 5_000;
const most = 10_000;

/** Remembers for a moment who belongs to a secret, so that most requests ask the database nothing. */
export class ShortMemory<Who> {
  readonly #known = new Map<string, { who: Who; until: number }>();
  #forgotten = 0;

  /** Who was found for this secret a moment ago, else who is found now; null is never remembered. */
  async recall(secret: string, find: () => Promise<Who | null>): Promise<Who | null> {
    const known = this.#known.get(secret);
    if (known && known.until > Date.now()) return known.who;
    const forgotten = this.#forgotten;
    const who = await find();
    this.#known.delete(secret);
    // What was read while something changed may be from before.
    if (!who || forgotten !== this.#forgotten) return who;
    if (this.#known.size >= most) this.#known.clear();
    this.#known.set(secret, { who, until: Date.now() + trustedMs });
    return who;
  }

  /** Forgets whom this secret belongs to, or everybody: after anything changed that they may do. */
  forget(secret?: string): void {
    this.#forgotten += 1;
    if (secret === undefined) this.#known.clear();
    else this.#known.delete(secret);
  }
}
