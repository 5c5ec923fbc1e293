import { formatDate } from '#lib/dates/format-date.ts';
import { pdfOf, type PlacedText } from './text-pdf.ts';

/**
 * An invoice to try the product with: of today, so that its period is open, and made as a file, so that it is received,
 * read and can be deleted like any other. It says of itself that it is a sample.
 */
export function sampleInvoice(today: string, customer: string): File {
  const bytes = pdfOf([...letterhead(today, customer), ...lines(), ...totals()]);
  return new File([bytes], 'voorbeeldfactuur.pdf', { type: 'application/pdf' });
}

const columns = { left: 56, count: 330, price: 400, amount: 490 };

function letterhead(today: string, customer: string): PlacedText[] {
  const address = ['Voorbeeldstraat 1', '3511 AB Utrecht', 'info@kantoorartikelen.example'];
  const registered = ['KvK 12345678', 'Btw-nummer NL123456782B01', 'IBAN NL91 ABNA 0417 1643 00'];
  const facts = [
    ['Factuurnummer', `VOORBEELD-${today.slice(0, 4)}-001`],
    ['Factuurdatum', formatDate(today)],
    ['Vervaldatum', formatDate(later(today, 30))],
  ] as const;
  const { left } = columns;
  return [
    { x: left, y: 780, size: 16, bold: true, text: 'Voorbeeld Kantoorartikelen B.V.' },
    ...address.map((text, at) => ({ x: left, y: 762 - at * 13, size: 9, text })),
    ...registered.map((text, at) => ({ x: 380, y: 762 - at * 13, size: 9, text })),
    { x: left, y: 690, size: 10, text: 'Factuur aan:' },
    { x: left, y: 675, size: 10, text: customer },
    { x: left, y: 630, size: 18, bold: true, text: 'Factuur' },
    ...facts.flatMap(([name, value], at) => [
      { x: left, y: 606 - at * 16, size: 10, text: name },
      { x: 160, y: 606 - at * 16, size: 10, text: value },
    ]),
  ];
}

function lines(): PlacedText[] {
  const rows = [
    ['Omschrijving', 'Aantal', 'Prijs', 'Bedrag'],
    ['Kantoorartikelen: pak papier', '5', '6,50', '32,50'],
    ['Bureaulamp', '1', '45,00', '45,00'],
    ['Verzendkosten', '1', '5,95', '5,95'],
  ] as const;
  const [left, ...right] = [columns.left, columns.count, columns.price, columns.amount];
  return rows.flatMap((row, at) =>
    row.map((text, column) => ({
      x: right[column - 1] ?? left,
      y: 540 - at * 18,
      size: 10,
      bold: at === 0,
      text,
    })),
  );
}

function totals(): PlacedText[] {
  const rows = [
    ['Totaal exclusief btw', '83,45'],
    ['Btw 21% over 83,45', '17,52'],
    ['Totaal te betalen EUR', '100,97'],
  ] as const;
  const last = 'Voorbeeld om mee te oefenen: er is niets geleverd.';
  return [
    ...rows.flatMap(([name, amount], at) => {
      const shape = { y: 440 - at * 18, size: 10, bold: at === rows.length - 1 };
      return [
        { ...shape, x: 330, text: name },
        { ...shape, x: columns.amount, text: amount },
      ];
    }),
    { x: columns.left, y: 340, size: 10, text: last },
  ];
}

function later(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
