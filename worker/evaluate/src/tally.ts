import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Judgement, Verdict } from './compare.ts';

/** Counts verdicts by group (engine and folder) and field. */
export class Tally {
  readonly #counts = new Map<string, Map<InvoiceFieldName, Record<Verdict, number>>>();
  readonly #sure = { right: 0, wrong: 0 };

  add(group: string, judgements: readonly Judgement[]): void {
    const fields = this.#counts.get(group) ?? new Map<InvoiceFieldName, Record<Verdict, number>>();
    this.#counts.set(group, fields);
    for (const { field, verdict, confidence } of judgements) {
      const counts = fields.get(field) ?? { right: 0, wrong: 0, missing: 0, unprinted: 0 };
      counts[verdict] += 1;
      fields.set(field, counts);
      if (
        confidence !== null &&
        confidence >= 0.8 &&
        (verdict === 'right' || verdict === 'wrong')
      ) {
        this.#sure[verdict] += 1;
      }
    }
  }

  /** A table for each group: right, wrong and missing as percentages of the values that are printed on the pages. */
  toString(): string {
    const tables = [...this.#counts].map(([group, fields]) =>
      [heading(group), ...[...fields].map(([field, counts]) => row(field, counts))].join('\n'),
    );
    const { right, wrong } = this.#sure;
    const sure = `of ${right + wrong} values read with confidence 0.8 or more, ${wrong} are wrong`;
    return `${tables.join('\n\n')}\n\n${sure}`;
  }
}

function heading(group: string): string {
  return `${group.padEnd(44)} right  wrong missing   of  (unprinted)`;
}

function row(field: string, { right, wrong, missing, unprinted }: Record<Verdict, number>): string {
  const all = right + wrong + missing;
  const share = (count: number) => (all === 0 ? '–' : `${((100 * count) / all).toFixed(1)}%`);
  const cells = [share(right), share(wrong), share(missing)].map((cell) => cell.padStart(7));
  const rest = `${String(all).padStart(5)}${unprinted > 0 ? `  (${unprinted})` : ''}`;
  return `  ${field.padEnd(40)}${cells.join('')}${rest}`;
}
