import { toDecimal, toMinor } from '#lib/money/format-money.ts';

export interface EntryLineDraft {
  readonly key: number;
  accountId: string | null;
  description: string;
  debit: string | null;
  credit: string | null;
}

/** A journal entry being made by hand. */
export class EntryDraft {
  date = $state<string | null>(null);
  description = $state('');
  lines = $state<EntryLineDraft[]>([]);
  #count = 0;

  constructor(date: string) {
    this.date = date;
    this.addLine();
    this.addLine();
  }

  readonly debit = $derived.by(() => total(this.lines.map((line) => line.debit)));
  readonly credit = $derived.by(() => total(this.lines.map((line) => line.credit)));
  /** Debit less credit. */
  readonly difference = $derived.by(() => this.debit - this.credit);
  readonly filled = $derived.by(() => this.lines.filter((line) => !isEmpty(line)));
  /** Whether a person wrote anything that would be a loss. */
  readonly begun = $derived.by<boolean>(
    () =>
      this.filled.length > 0 ||
      this.description.trim() !== '' ||
      this.lines.some(({ description }) => description.trim() !== ''),
  );
  readonly ready = $derived.by(
    () =>
      this.date !== null &&
      this.description.trim() !== '' &&
      this.filled.length >= 2 &&
      this.filled.every(
        (line) => line.accountId !== null && (line.debit ?? line.credit) !== null,
      ) &&
      this.difference === 0n,
  );

  addLine(): void {
    this.#count += 1;
    this.lines.push({
      key: this.#count,
      accountId: null,
      description: '',
      debit: null,
      credit: null,
    });
  }

  removeLine(key: number): void {
    this.lines = this.lines.filter((line) => line.key !== key);
    while (this.lines.length < 2) this.addLine();
  }

  /** An amount stands on one side: what is typed on one empties the other. */
  setSide(line: EntryLineDraft, side: 'debit' | 'credit', amount: string | null): void {
    line[side] = amount;
    if (amount !== null) line[side === 'debit' ? 'credit' : 'debit'] = null;
  }

  /** Puts on this side what the entry still lacks there, this line's own amount aside. */
  fillDifference(line: EntryLineDraft, side: 'debit' | 'credit'): void {
    const own = toMinor(line.debit ?? '0') - toMinor(line.credit ?? '0');
    const rest = this.difference - own;
    const lacking = side === 'debit' ? -rest : rest;
    if (lacking > 0n) this.setSide(line, side, toDecimal(lacking));
  }
}

function isEmpty(line: EntryLineDraft): boolean {
  return line.accountId === null && line.debit === null && line.credit === null;
}

function total(amounts: readonly (string | null)[]): bigint {
  return amounts.reduce((sum, amount) => sum + (amount === null ? 0n : toMinor(amount)), 0n);
}
