import { percentOf } from '@smart-accounting/accounting/money';
import type { DocumentFacts } from './document-facts.ts';
import type { Label } from './find-labels.ts';
import { isInTableHead } from './find-table-head.ts';
import type { NumberValue } from './find-values.ts';
import { around, heightOf, type Line, type Rect } from './layout.ts';
import { onLine, onPage } from './by-place.ts';

/** A row of a VAT table as printed; `baseMinor` is null where only the tax is printed. */
export interface VatRow extends Rect {
  readonly page: number;
  readonly rateBp: number;
  readonly baseMinor: bigint | null;
  readonly vatMinor: bigint;
  readonly confidence: number;
}

/** Tax is rounded per row or per line; a table with many lines may be off by some cents. */
const tolerance = 2n;
const reachOfHead = 14;

/**
 * Finds rows that state a rate with its tax: `21% btw over 100,00  21,00`, or below a head that names the columns. Where a
 * base stands beside the tax, it must yield it.
 */
export function findVatRows(facts: DocumentFacts): VatRow[] {
  const labels = facts.labels.filter(({ name }) => name === 'vat_total' || name === 'vat_base');
  const rows = facts.layout.lines.flatMap((line) => {
    const about = aboutVat(line, labels, facts);
    if (!about) return [];
    const amounts = onLine(facts.numbers, line).filter(({ number }) => number.decimals === 2);
    const written = writtenRates(line, facts);
    for (const rateBp of written.length > 0 ? written : bareRates(line, facts)) {
      const row = rowOf(line, rateBp, amounts, about === 'in words' && written.length > 0);
      if (row) return [row];
    }
    return [];
  });
  return withoutRepeats(rows);
}

/** Whether a line speaks of VAT in words, or stands under a head that does. */
function aboutVat(
  line: Line,
  labels: readonly Label[],
  { numbers, tables }: DocumentFacts,
): 'in words' | 'under head' | null {
  if (isInTableHead(line, tables)) return null;
  if (onLine(labels, line).length > 0) return 'in words';
  const head = onPage(labels, line.page).some(
    (label) =>
      label.bottom < line.bottom &&
      line.top - label.bottom < reachOfHead * Math.max(5, heightOf(label)) &&
      !isInTableHead(label, tables) &&
      !onLine(numbers, label.line).some(({ number }) => number.decimals === 2),
  );
  return head ? 'under head' : null;
}

function writtenRates(line: Line, { percents }: DocumentFacts): number[] {
  return onLine(percents, line).map(({ rateBp }) => rateBp);
}

/** In a column of rates they may stand without a percent sign (`19,0`, `7`); base and tax have to prove them. */
function bareRates(line: Line, { numbers }: DocumentFacts): number[] {
  return onLine(numbers, line)
    .filter(({ currency }) => currency === null)
    .map(({ number }) => Math.round(Number(number.digits) * 10 ** (2 - number.decimals)))
    .filter((rateBp) => rateBp > 0 && rateBp <= 3000 && rateBp % 10 === 0);
}

function rowOf(
  line: Line,
  rateBp: number,
  amounts: readonly NumberValue[],
  inWords: boolean,
): VatRow | null {
  for (const base of amounts) {
    for (const tax of amounts) {
      if (base === tax || base.minor === null || tax.minor === null) continue;
      const off = tax.minor - percentOf(base.minor, rateBp);
      if (off > tolerance || off < -tolerance || (base.minor === 0n && rateBp !== 0)) continue;
      if (rateBp === 0 && tax.minor !== 0n) continue;
      return {
        ...around([base, tax]),
        page: line.page,
        rateBp,
        baseMinor: base.minor,
        vatMinor: tax.minor,
        confidence: 0.95,
      };
    }
  }
  const last = amounts.at(-1);
  if (!inWords || amounts.length !== 1 || last?.minor == null) return null;
  return {
    ...around([last]),
    page: line.page,
    rateBp,
    baseMinor: null,
    vatMinor: last.minor,
    confidence: 0.75,
  };
}

/** The same row may be printed twice, in the table and among the sums; the one with a base says more. */
function withoutRepeats(rows: readonly VatRow[]): VatRow[] {
  return rows.filter(
    (row, index) =>
      !rows.some(
        (other, at) =>
          at !== index &&
          other.rateBp === row.rateBp &&
          other.vatMinor === row.vatMinor &&
          (other.baseMinor !== null && row.baseMinor === null
            ? true
            : (other.baseMinor === null) === (row.baseMinor === null) &&
              at < index &&
              other.baseMinor === row.baseMinor),
      ),
  );
}
