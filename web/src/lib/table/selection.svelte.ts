/** Which rows of a table are chosen, by their keys. A range goes from the row that was touched last. */
export class Selection {
  keys = $state.raw<ReadonlySet<string>>(new Set());
  #last: string | null = null;

  has(key: string): boolean {
    return this.keys.has(key);
  }

  toggle(key: string): void {
    const keys = new Set(this.keys);
    if (!keys.delete(key)) keys.add(key);
    this.keys = keys;
    this.#last = key;
  }

  /** Adds all from the row touched last up to this one. @param order the keys of all rows as they stand */
  extendTo(key: string, order: readonly string[]): void {
    const from = order.indexOf(this.#last ?? key);
    const to = order.indexOf(key);
    if (to < 0) return;
    const start = from < 0 ? to : from;
    const range = order.slice(Math.min(start, to), Math.max(start, to) + 1);
    this.keys = new Set([...this.keys, ...range]);
    this.#last = key;
  }

  /** All of them, or none when all are chosen. */
  toggleAll(order: readonly string[]): void {
    this.keys = order.every((key) => this.keys.has(key)) ? new Set() : new Set(order);
  }

  /** Takes out what was done, and what is not there any more. */
  drop(keys: Iterable<string>): void {
    const left = new Set(this.keys);
    for (const key of keys) left.delete(key);
    this.keys = left;
  }

  clear(): void {
    this.keys = new Set();
    this.#last = null;
  }
}
