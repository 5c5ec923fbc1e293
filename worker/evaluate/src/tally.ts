import type { InvoiceFieldName } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { isSilentlyWrong, type Verdict } from './compare.ts';
import { type JudgedDocument, type Outcome } from './judged-document.ts';
import { Reliability } from './reliability.ts';

/** What was counted of one set of documents. */
export interface SetCounts {
  readonly fields: Map<InvoiceFieldName, Record<Verdict, number>>;
  readonly documents: Record<Outcome, number>;
  /** values that are wrong and look certain */
  silentlyWrong: number;
  /** of the findings that were due, how many were made and how many were not */
  readonly findings: { said: number; unsaid: number };
}

/** Counts verdicts on fields and outcomes of documents, by set (engine and folder, or kind). */
export class Tally {
  readonly sets = new Map<string, SetCounts>();
  readonly #reliability = new Reliability();

  /** Counts a document in each of these sets. */
  add(names: readonly string[], { judgements, outcome, said, unsaid }: JudgedDocument): void {
    this.#reliability.add(judgements);
    for (const name of names) {
      const set = this.#set(name);
      const { fields, documents, findings } = set;
      set.silentlyWrong += judgements.filter(isSilentlyWrong).length;
      documents[outcome] += 1;
      findings.said += said.length;
      findings.unsaid += unsaid.length;
      for (const { field, verdict } of judgements) {
        const counts = fields.get(field) ?? { right: 0, wrong: 0, missing: 0, unprinted: 0 };
        counts[verdict] += 1;
        fields.set(field, counts);
      }
    }
  }

  #set(name: string): SetCounts {
    const set = this.sets.get(name) ?? {
      fields: new Map<InvoiceFieldName, Record<Verdict, number>>(),
      documents: { ready_right: 0, ready_wrong: 0, marked_right: 0, marked_wrong: 0, refused: 0 },
      silentlyWrong: 0,
      findings: { said: 0, unsaid: 0 },
    };
    this.sets.set(name, set);
    return set;
  }

  /**
   * A table for each set: right, wrong and missing as percentages of the values that are printed on the pages, and what
   * became of the documents. Then how far a confidence can be trusted.
   */
  toString(): string {
    const tables = [...this.sets].map(([name, set]) =>
      [
        heading(name),
        ...[...set.fields].map(([field, counts]) => row(field, counts)),
        row('all fields', sumOf([...set.fields.values()])),
        documentsRow(set),
      ].join('\n'),
    );
    return [...tables, this.#reliability.toString()].join('\n\n');
  }
}

function heading(name: string): string {
  return `${name.padEnd(44)} right  wrong missing   of  (unprinted)`;
}

function sumOf(counts: readonly Record<Verdict, number>[]): Record<Verdict, number> {
  const sum = { right: 0, wrong: 0, missing: 0, unprinted: 0 };
  for (const { right, wrong, missing, unprinted } of counts) {
    sum.right += right;
    sum.wrong += wrong;
    sum.missing += missing;
    sum.unprinted += unprinted;
  }
  return sum;
}

function row(field: string, { right, wrong, missing, unprinted }: Record<Verdict, number>): string {
  const all = right + wrong + missing;
  const cells = [right, wrong, missing].map((count) => share(count, all).padStart(7));
  const rest = `${String(all).padStart(5)}${unprinted > 0 ? `  (${unprinted})` : ''}`;
  return `  ${field.padEnd(40)}${cells.join('')}${rest}`;
}

function documentsRow({ documents, silentlyWrong, findings: { said, unsaid } }: SetCounts): string {
  const { ready_right, ready_wrong, marked_right, marked_wrong, refused } = documents;
  const ready = ready_right + ready_wrong;
  const all = ready + marked_right + marked_wrong + refused;
  const parts = [
    `ready ${ready} (${share(ready, all)})`,
    `READY AND WRONG ${ready_wrong}`,
    `marked and right ${marked_right}`,
    `marked and wrong ${marked_wrong}`,
    `wrong values that look certain ${silentlyWrong}`,
    ...(refused > 0 ? [`refused ${refused}`] : []),
    ...(said + unsaid > 0 ? [`findings made ${said} of ${said + unsaid}`] : []),
  ];
  return `  documents ${all}: ${parts.join(', ')}`;
}

function share(count: number, all: number): string {
  return all === 0 ? '–' : `${((100 * count) / all).toFixed(1)}%`;
}
