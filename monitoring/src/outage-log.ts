import type { Logger } from 'pino';

/**
 * Tells of something that is tried again and again: with each outage once for each reason, and not at all while the
 * other side has yet to answer for the first time, as when processes and broker start together. What is not told is
 * logged at the level `debug`.
 */
export class OutageLog {
  readonly #logger: Logger;
  readonly #text: string;
  readonly #told = new Set<string>();
  #everConnected = false;

  /** @param text what fails: 'no job could be asked for' */
  constructor(logger: Logger, text: string) {
    this.#logger = logger;
    this.#text = text;
  }

  /** It worked: what fails from now on is another outage. */
  works(): void {
    this.#everConnected = true;
    this.#told.clear();
  }

  /** @param connected whether the other side can be reached: then something else is wrong, which is always told */
  fails(error: unknown, connected: boolean): void {
    const reason = error instanceof Error ? error.message : String(error);
    const isStart = !connected && !this.#everConnected;
    const level = isStart || this.#told.has(reason) ? 'debug' : 'warn';
    if (level === 'warn') this.#told.add(reason);
    this.#logger[level]({ err: error }, this.#text);
  }
}
