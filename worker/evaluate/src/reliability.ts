import type { Judgement } from './compare.ts';

/** Where one bucket of confidence ends and the next begins. */
const bounds = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95] as const;

interface Counts {
  right: number;
  wrong: number;
}

/** How often values of each confidence are right, by field and by where they were read. */
export class Reliability {
  readonly #rows = new Map<string, Counts[]>();

  /** Counts the values that were read; what is missing has no confidence. */
  add(judgements: readonly Judgement[]): void {
    for (const { field, verdict, confidence, source } of judgements) {
      if (confidence === null || source === null) continue;
      if (verdict !== 'right' && verdict !== 'wrong') continue;
      const key = `${field.padEnd(22)}${source}`;
      const row = this.#rows.get(key) ?? [0, ...bounds].map(() => ({ right: 0, wrong: 0 }));
      this.#rows.set(key, row);
      const counts = row[bounds.filter((bound) => confidence >= bound).length];
      if (counts) counts[verdict] += 1;
    }
  }

  /** A table: for each field and source the share that is right of the values of each confidence, and how many. */
  toString(): string {
    const heads = [0, ...bounds].map((from) => `${from.toFixed(2)}+`.padStart(15));
    const rows = [...this.#rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, row]) => `  ${key.padEnd(34)}${row.map(cell).join('')}`);
    return [`${'confidence → share right'.padEnd(36)}${heads.join('')}`, ...rows].join('\n');
  }
}

function cell({ right, wrong }: Counts): string {
  const all = right + wrong;
  const text = all === 0 ? '–' : `${((100 * right) / all).toFixed(1)}% of ${all}`;
  return text.padStart(15);
}
