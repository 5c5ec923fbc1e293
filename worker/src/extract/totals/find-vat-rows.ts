import { absMinor, percentOf, sumMinor } from '@smart-accounting/accounting/money';
import type { DocumentFacts } from '../document-facts.ts';
import type { Label } from '../find-labels.ts';
import { isInTableHead } from '../lines/find-table-heads.ts';
import type { NumberValue } from '../find-values.ts';
import type { Line } from '../layout/layout.ts';
import { onLine, onPage } from '../layout/position-index.ts';
import { boundingBox, heightOf, type Rect } from '../layout/rect.ts';
import type { LabelName } from '../rules/label-rule.ts';

/** A row of a VAT table as printed. `baseMinor` is null when only the tax is printed. */
export interface VatRow extends Rect {
  readonly page: number;
  readonly rateBp: number;
  readonly baseMinor: bigint | null;
  readonly vatMinor: bigint;
  readonly confidence: number;
}

/** In cents: tax may be rounded per row or per line, so a table of many lines may be off by a few cents. */
const tolerance = 2n;
const maxRowsBelowHead = 14;
/** In points. */
const columnTolerance = 8;
/** No country has a higher rate than Hungary. */
const highestRateBp = 2700;
/** A line with such a label is about something else than VAT, even if it has a percentage that fits its amounts. */
const otherAmounts: ReadonlySet<LabelName> = new Set([
  ...(['adjustment', 'prepaid', 'rounding', 'tendered', 'change', 'other_amount'] as const),
]);

/**
 * Finds rows that state a rate and its tax: in words (`21% btw over 100,00  21,00`), or below the head of a table. When
 * a row has a base, the tax must follow from it.
 */
export function findVatRows(facts: DocumentFacts): VatRow[] {
  const labels = facts.labels.filter(({ name }) => name === 'vat_total' || name === 'vat_base');
  const otherLines = new Set(
    facts.labels.filter(({ name }) => otherAmounts.has(name)).map(({ line }) => line),
  );
  const rows = facts.layout.lines.flatMap((line) => {
    const about = aboutVat(line, labels, facts);
    if (!about || otherLines.has(line)) return [];
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

/** Whether a line mentions VAT, or is below the head of a table that does, with something in its column. */
function aboutVat(
  line: Line,
  labels: readonly Label[],
  { numbers, percents, tableHeads, tableLines }: DocumentFacts,
): 'in words' | 'under head' | null {
  if (isInTableHead(line, tableHeads)) return null;
  if (onLine(labels, line).length > 0) return 'in words';
  if (tableLines.has(line)) return null;
  const values = [...onLine(numbers, line), ...onLine(percents, line)];
  const head = onPage(labels, line.page).some(
    (label) =>
      label.bottom < line.bottom &&
      line.top - label.bottom < maxRowsBelowHead * Math.max(5, heightOf(label)) &&
      !isInTableHead(label, tableHeads) &&
      values.some((value) => isInColumn(value, label)) &&
      !onLine(numbers, label.line).some(({ number }) => number.decimals === 2),
  );
  return head ? 'under head' : null;
}

function isInColumn(value: Rect, head: Rect): boolean {
  return (
    (value.left < head.right && value.right > head.left) ||
    Math.abs(value.right - head.right) < columnTolerance ||
    Math.abs(value.left - head.left) < columnTolerance
  );
}

function writtenRates(line: Line, { percents }: DocumentFacts): number[] {
  return onLine(percents, line)
    .map(({ rateBp }) => rateBp)
    .filter((rateBp) => rateBp <= highestRateBp);
}

/** In a column of rates the percent sign may be missing (`19,0`, `7`); base and tax have to confirm these. */
function bareRates(line: Line, { numbers }: DocumentFacts): number[] {
  return onLine(numbers, line)
    .filter(({ currency }) => currency === null)
    .map(({ number }) => Math.round(Number(number.digits) * 10 ** (2 - number.decimals)))
    .filter((rateBp) => rateBp > 0 && rateBp <= highestRateBp && rateBp % 10 === 0);
}

function rowOf(
  line: Line,
  rateBp: number,
  amounts: readonly NumberValue[],
  inWords: boolean,
): VatRow | null {
  const [best] = amounts
    .flatMap((base) => amounts.flatMap((tax) => pairOf(base, tax, rateBp)))
    .sort((a, b) => Number(a.off - b.off) || a.apart - b.apart);
  if (best) {
    const { base, baseMinor, tax, vatMinor } = best;
    const place = { ...boundingBox([base, tax]), page: line.page };
    return { ...place, rateBp, baseMinor, vatMinor, confidence: 0.95 };
  }
  const last = amounts.at(-1);
  if (!inWords || amounts.length !== 1 || last?.minor == null) return null;
  return {
    ...boundingBox([last]),
    page: line.page,
    rateBp,
    baseMinor: null,
    vatMinor: last.minor,
    confidence: 0.75,
  };
}

interface BaseWithTax {
  readonly base: NumberValue;
  readonly baseMinor: bigint;
  readonly tax: NumberValue;
  readonly vatMinor: bigint;
  /** by how many cents the tax differs from that of the base */
  readonly off: bigint;
  readonly apart: number;
}

/** Two amounts of a row as base and tax, where the tax follows from the base at this rate. */
function pairOf(base: NumberValue, tax: NumberValue, rateBp: number): BaseWithTax[] {
  const [baseMinor, vatMinor] = [base.minor, tax.minor];
  if (base === tax || baseMinor === null || vatMinor === null) return [];
  const off = absMinor(vatMinor - percentOf(baseMinor, rateBp));
  if (off > tolerance || (baseMinor === 0n && rateBp !== 0)) return [];
  if (rateBp === 0 && vatMinor !== 0n) return [];
  return [{ base, baseMinor, tax, vatMinor, off, apart: Math.abs(base.left - tax.left) }];
}

/** Removes rows that are printed twice, in the VAT table and among the totals: the one with a base is kept. */
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

/** Whether the tax of all rows together is this tax. */
export function rowsMakeVat(rows: readonly VatRow[], vatMinor: bigint): boolean {
  return sumMinor(rows.map((row) => row.vatMinor)) === vatMinor;
}

/**
 * Whether the bases of all rows together are this net amount, null for one that is unknown. A base that is not printed
 * follows from its tax, as exactly as cents allow; one at a rate of zero is what the others leave.
 */
export function rowsMakeNet(rows: readonly VatRow[], netMinor: bigint | null): boolean {
  if (netMinor === null || rows.some((row) => row.baseMinor === null && row.rateBp === 0))
    return true;
  const bases = rows.map((row) => row.baseMinor ?? (row.vatMinor * 10_000n) / BigInt(row.rateBp));
  const slack = rows
    .filter((row) => row.baseMinor === null)
    .map((row) => (tolerance * 10_000n) / BigInt(row.rateBp) + 1n);
  const off = sumMinor(bases) - netMinor;
  return off <= sumMinor(slack) && -off <= sumMinor(slack);
}
