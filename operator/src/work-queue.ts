export interface WorkQueueOptions {
  /** Does what is to be done for a key; gives the milliseconds until it is reconciled again, or null for not by itself. */
  readonly work: (key: string) => Promise<number | null>;
  readonly onError: (key: string, error: unknown) => void;
  /** Told how long after it was due a key was taken. */
  readonly onLag?: (lagMs: number) => void;
  /** So many keys at a time; never one key twice at a time. */
  readonly workers?: number;
  /** The pause after a failure; doubled with each one after the other. */
  readonly backoffMs?: { readonly first: number; readonly most: number };
}

/**
 * Keys to reconcile. A key that is added many times before it is taken is reconciled once; one that is added while it is
 * being reconciled is reconciled again afterwards; one that fails is tried again after a growing pause.
 */
export class WorkQueue {
  readonly #options: Required<WorkQueueOptions>;
  readonly #ready = new Map<string, number>();
  readonly #delayed = new Map<string, { timer: NodeJS.Timeout; dueMs: number }>();
  readonly #processing = new Map<string, Promise<void>>();
  readonly #failures = new Map<string, number>();
  #closed = false;

  constructor(options: WorkQueueOptions) {
    this.#options = {
      onLag: () => {},
      workers: 1,
      backoffMs: { first: 50, most: 60_000 },
      ...options,
    };
  }

  /** To be reconciled as soon as possible. */
  add(key: string): void {
    this.#stopWaiting(key);
    this.#enqueue(key, performance.now());
  }

  /** To be reconciled after a while; an earlier time that was already set stays. */
  addAfter(key: string, delayMs: number): void {
    if (this.#closed || this.#ready.has(key)) return;
    const dueMs = performance.now() + delayMs;
    const waiting = this.#delayed.get(key);
    if (waiting && waiting.dueMs <= dueMs) return;
    this.#stopWaiting(key);
    const timer = setTimeout(() => {
      this.#delayed.delete(key);
      this.#enqueue(key, dueMs);
    }, delayMs);
    this.#delayed.set(key, { timer, dueMs });
  }

  /** Forgets everything that waits, and resolves when what is being reconciled is done. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const key of [...this.#delayed.keys()]) this.#stopWaiting(key);
    this.#ready.clear();
    await Promise.all(this.#processing.values());
  }

  #stopWaiting(key: string): void {
    clearTimeout(this.#delayed.get(key)?.timer);
    this.#delayed.delete(key);
  }

  #enqueue(key: string, dueMs: number): void {
    if (this.#closed) return;
    if (!this.#ready.has(key)) this.#ready.set(key, dueMs);
    this.#takeNext();
  }

  #takeNext(): void {
    for (const [key, dueMs] of this.#ready) {
      if (this.#processing.size >= this.#options.workers) return;
      if (this.#processing.has(key)) continue;
      this.#ready.delete(key);
      this.#options.onLag(performance.now() - dueMs);
      this.#processing.set(key, this.#reconcile(key));
    }
  }

  async #reconcile(key: string): Promise<void> {
    let againMs: number | null;
    try {
      // Also what is thrown at once is caught only after the key was noted as being reconciled.
      againMs = await (async () => this.#options.work(key))();
      this.#failures.delete(key);
    } catch (error) {
      againMs = this.#backoff(key);
      this.#options.onError(key, error);
    }
    this.#processing.delete(key);
    if (againMs !== null) this.addAfter(key, againMs);
    this.#takeNext();
  }

  #backoff(key: string): number {
    const { first, most } = this.#options.backoffMs;
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    return Math.min(first * 2 ** failures, most);
  }
}
