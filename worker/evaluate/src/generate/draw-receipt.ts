import { formatMinor, netOfGross, sumMinor } from '@smart-accounting/accounting/money';
import type { InvoiceSpec, SpecVat } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { Sheet } from './sheet.ts';

/** The content of a till receipt, whose prices include VAT. */
export interface Receipt {
  readonly spec: InvoiceSpec;
  readonly grossByLine: readonly bigint[];
  readonly vat: readonly SpecVat[];
  readonly totalMinor: bigint;
}

const width = 227; // in points: an 80 mm till roll
const margin = 14;

/** Turns an invoice into a receipt of the same shop, with small prices. */
export function receiptOf(spec: InvoiceSpec): Receipt {
  const grossByLine = spec.lines.map(({ unitPriceMinor }) => (unitPriceMinor % 5000n) + 49n);
  const rates = [...new Set(spec.lines.map(({ rateBp }) => rateBp))].sort((a, b) => b - a);
  const vat = rates.map((rateBp): SpecVat => {
    const gross = sumMinor(grossByLine.filter((_, index) => spec.lines[index]?.rateBp === rateBp));
    const baseMinor = netOfGross(gross, rateBp);
    return { rateBp, category: rateBp === 0 ? 'Z' : 'S', baseMinor, vatMinor: gross - baseMinor };
  });
  return { spec, grossByLine, vat, totalMinor: sumMinor(grossByLine) };
}

/** Draws a Dutch till receipt. @returns a PDF with one long narrow page */
export function drawReceipt(
  { spec, grossByLine, vat, totalMinor }: Receipt,
  random: Random,
): Promise<Uint8Array> {
  const rowHeight = 13;
  const page = new Sheet([width, 260 + rowHeight * (spec.lines.length + 2 * vat.length)]);
  const font = random.pick(['Courier', 'Courier', 'Helvetica']);
  const bold = `${font}-Bold`;
  const right = width - margin;
  let y = 16;
  const centred = (text: string, size: number, face = font) => {
    const x = (width - page.width(text, { font: face, size })) / 2;
    y += page.text(text, x, y, { font: face, size });
  };
  const row = (left: string, amount: string, size = 9, face = font) => {
    page.text(left, margin, y, { font: face, size });
    page.text(amount, right, y, { font: face, size, align: 'right' });
    y += Math.max(rowHeight, size * 1.45);
  };
  const money = (minor: bigint) => formatMinor(minor).replace('.', ',');
  const [year, month, day] = spec.issueDate.split('-');
  const { supplier } = spec;
  centred(supplier.name, 11, bold);
  centred(supplier.street, 8.5);
  centred(`${supplier.postcode} ${supplier.city}`, 8.5);
  centred(`BTW ${supplier.vatNumber}`, 8.5);
  y += 8;
  row(
    `Bon ${random.digits(5)}`,
    `${day ?? ''}-${month ?? ''}-${year ?? ''} ${random.whole(9, 20)}:${random.whole(10, 59)}`,
    8.5,
  );
  page.line(margin, y, right, y);
  y += 6;
  spec.lines.forEach((line, index) =>
    row(line.description.slice(0, 22), money(grossByLine[index] ?? 0n)),
  );
  page.line(margin, y, right, y);
  y += 6;
  row(random.pick(['TOTAAL', 'Totaal EUR', 'Te betalen']), money(totalMinor), 12, bold);
  row(random.pick(['PIN', 'Maestro', 'Contant']), money(totalMinor));
  y += 6;
  row('BTW%   Grondslag', 'BTW', 8.5);
  for (const { rateBp, baseMinor, vatMinor } of vat) {
    row(`${rateBp / 100}%    ${money(baseMinor)}`, money(vatMinor), 8.5);
  }
  y += 8;
  centred('Bedankt en tot ziens!', 8.5);
  return page.finish();
}
