const pauseMs = 2_000;

/** Whether the API answers; the bar at the top of every page shows it. */
class Connection {
  lost = $state(false);
  readonly #back = new Set<() => void>();
  #asking = false;

  /** Whether a page could not be fetched now, as far as the browser or the last call knows. */
  get away(): boolean {
    return this.lost || !navigator.onLine;
  }

  /** Asks whether the API answers, and keeps asking until it does. */
  check(): void {
    if (this.#asking) return;
    this.#asking = true;
    void this.#ask();
  }

  /** Calls back each time the connection returns; answers how to stop that. */
  onBack(run: () => void): () => void {
    this.#back.add(run);
    return () => this.#back.delete(run);
  }

  async #ask(): Promise<void> {
    while (!(await answers())) {
      this.lost = true;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    this.#asking = false;
    if (!this.lost) return;
    this.lost = false;
    for (const run of this.#back) run();
  }
}

/** Any answer of the API will do, also that nobody is signed in. */
async function answers(): Promise<boolean> {
  try {
    const { status } = await fetch('/api/v1/session', { signal: AbortSignal.timeout(5_000) });
    return status < 500;
  } catch {
    return false;
  }
}

export const connection = new Connection();
