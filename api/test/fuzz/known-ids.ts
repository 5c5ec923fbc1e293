/** How many ids of one kind are kept. */
const kept = 60;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/**
 * Ids that answers held, by what they are of (`ledger_account`, `purchase_invoice`), each with the version it was seen
 * in: so that requests meet things that are there.
 */
export class KnownIds {
  readonly #byKind = new Map<string, string[]>();
  readonly #versions = new Map<string, number>();

  /** @param kind what the answer itself is, or its items */
  learn(kind: string, answer: unknown): void {
    if (Array.isArray(answer)) {
      for (const part of answer) this.learn(kind, part);
      return;
    }
    if (typeof answer !== 'object' || answer === null) return;
    const { id, version } = Object.assign({ id: null, version: null }, answer);
    if (typeof id === 'string' && uuidPattern.test(id)) {
      this.#keep(kindOf(kind), id);
      if (typeof version === 'number') this.#versions.set(id, version);
    }
    for (const [name, part] of Object.entries(answer)) {
      if (typeof part === 'string' && name.endsWith('_id') && uuidPattern.test(part))
        this.#keep(kindOf(name), part);
      else this.learn(name === 'items' ? kind : kindOf(name), part);
    }
  }

  /** The ids of a kind; of all kinds when there is none of this one. */
  of(kind: string): readonly string[] {
    return this.#byKind.get(kindOf(kind)) ?? [...this.#byKind.values()].flat();
  }

  versionOf(id: string): number | undefined {
    return this.#versions.get(id);
  }

  #keep(kind: string, id: string): void {
    const ids = this.#byKind.get(kind) ?? [];
    if (!ids.includes(id)) ids.push(id);
    if (ids.length > kept) ids.shift();
    this.#byKind.set(kind, ids);
  }
}

/** `ledger-accounts`, `ledger_account_id` and `ledger_account` are one kind. */
export function kindOf(name: string): string {
  return name.replaceAll('-', '_').replace(/_id$/, '').replace(/ies$/, 'y').replace(/s$/, '');
}
