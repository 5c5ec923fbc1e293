import { addDays } from '@smart-accounting/accounting/iso-date';
import { sumMinor } from '@smart-accounting/accounting/money';
import { type DocumentMaker, draftInvoice, type Draft, pdfDocument } from './document-maker.ts';
import { drawInvoice, drawLetterhead } from './draw-invoice.ts';
import { inGroupsOfFour } from './identifiers.ts';
import type { Language } from './invoice-spec.ts';
import { otherDocumentWords } from './other-document-wordings.ts';
import type { Random } from './random.ts';
import { Sheet, sheet } from './sheet.ts';
import type { Words } from './style.ts';
import { marked, type Truth } from './truth.ts';

/** What is true of a document that is no invoice: none of its values is one of an invoice. */
const noInvoice: Truth = marked(
  { fields: {}, vat: [], lines: [], mustBeMarked: true, findings: [] },
  'not_an_invoice',
);

/** A statement of a bank: its rows and balances look like amounts of an invoice. */
const bankStatement: DocumentMaker = async (random, options) => {
  const { spec, style } = draftInvoice(random, options);
  const words = otherDocumentWords[spec.language].statement;
  const { fonts, size, notation } = style;
  const bold = { font: fonts.bold, size };
  const regular = { font: fonts.regular, size };
  const right = sheet.width - sheet.margin;
  const page = new Sheet();
  let y = sheet.margin;
  y += page.text(random.pick(words.banks), sheet.margin, y, { ...bold, size: size * 1.8 }) + 4;
  y += page.text(random.pick(words.title), sheet.margin, y, { ...bold, size: size * 1.4 }) + 6;
  const facts = [
    [words.holder, spec.customer.name],
    ['IBAN', inGroupsOfFour(spec.customer.iban)],
    [random.pick(words.number), String(random.whole(1, 250))],
    [words.date, notation.date(spec.issueDate)],
  ] as const;
  for (const [label, value] of facts)
    y += page.text(`${label}: ${value}`, sheet.margin, y, regular);
  const edges = [sheet.margin, 130, right] as const;
  y += 14;
  words.heads.forEach((head, index) =>
    page.text(head, edges[index] ?? 0, y, { ...bold, align: index === 2 ? 'right' : 'left' }),
  );
  y += 18;
  const opening = BigInt(random.whole(10_000, 9_000_000));
  page.text(words.opening, edges[1], y, regular);
  y += page.text(notation.amount(opening), right, y, { ...regular, align: 'right' }) + 3;
  const movements = Array.from({ length: random.whole(3, 14) }, (_, index) => {
    const amount = BigInt(random.whole(500, 400_000)) * (random.chance(0.5) ? 1n : -1n);
    page.text(notation.date(addDays(spec.issueDate, index - 14)), edges[0], y, regular);
    page.text(random.pick(words.movements), edges[1], y, regular);
    y += page.text(notation.number(amount), right, y, { ...regular, align: 'right' }) + 3;
    return amount;
  });
  page.text(words.closing, edges[1], y + 4, bold);
  const closing = notation.amount(opening + sumMinor(movements));
  page.text(closing, right, y + 4, { ...bold, align: 'right' });
  return pdfDocument(await page.finish(), noInvoice);
};

/** A reminder: it names an invoice's number, day and sum, and is none. */
const reminder: DocumentMaker = async (random, options) => {
  const { spec, style } = draftInvoice(random, options);
  const words = otherDocumentWords[spec.language].reminder;
  const { fonts, size, notation } = style;
  const regular = { font: fonts.regular, size };
  const page = new Sheet();
  let y = drawLetterhead(page, spec, style) + 30;
  for (const text of [spec.customer.name, spec.customer.street, spec.customer.city])
    y += page.text(text, sheet.margin, y, regular);
  y += 30;
  const heading = { font: fonts.bold, size: size * 1.4 };
  y += page.text(random.pick(words.title), sheet.margin, y, heading) + 4;
  const sent = addDays(spec.dueDate, random.whole(5, 30));
  y += page.text(`${words.date}: ${notation.date(sent)}`, sheet.margin, y, regular) + 12;
  for (const sentence of words.sentences)
    y += page.text(filled(sentence, spec, notation), sheet.margin, y, regular);
  y += 12;
  const rows = [
    [style.words.number, spec.number],
    [style.words.date, notation.date(spec.issueDate)],
    [style.words.dueDate, notation.date(spec.dueDate)],
    [words.open, notation.amount(spec.totalMinor)],
  ] as const;
  for (const [label, value] of rows) {
    page.text(label, sheet.margin, y, regular);
    y += page.text(value, 260, y, regular) + 2;
  }
  y += page.text(`IBAN ${inGroupsOfFour(spec.supplier.iban)}`, sheet.margin, y + 10, regular);
  return pdfDocument(await page.finish(), noInvoice);
};

function filled(sentence: string, spec: Draft['spec'], notation: Draft['style']['notation']) {
  return sentence
    .replace('{number}', spec.number)
    .replace('{date}', notation.date(spec.issueDate))
    .replace('{amount}', notation.amount(spec.totalMinor));
}

/** An order, a quotation or a delivery note: drawn as an invoice is, under another title. */
const likeAnInvoice =
  (kind: 'order' | 'quotation' | 'deliveryNote'): DocumentMaker =>
  async (random, options) => {
    const draft = draftInvoice(random, { maxLines: 7, ...options });
    const spec = { ...draft.spec, isCreditNote: false };
    const words = retitled(random, draft, kind);
    const style = { ...draft.style, words, payment: 'listed', negativeCredit: false } as const;
    return pdfDocument(await drawInvoice(spec, style), noInvoice);
  };

const plainLabels: Readonly<Record<Language, readonly [number: string, date: string]>> = {
  nl: ['Nummer', 'Datum'],
  en: ['Number', 'Date'],
  de: ['Beleg-Nr.', 'Datum'],
  fr: ['N°', 'Date'],
};

function retitled(
  random: Random,
  { spec, style }: Draft,
  kind: 'order' | 'quotation' | 'deliveryNote',
): Words {
  const words = otherDocumentWords[spec.language][kind];
  // Often only the title tells: number and date are called as on an invoice.
  const [number, date] = random.chance(0.5)
    ? [random.pick(words.number), random.pick(words.date)]
    : plainLabels[spec.language];
  return {
    ...style.words,
    invoice: random.pick(words.title),
    number,
    date,
    dueDate: words.until,
    terms: random.pick(words.closing),
    customer: words.customer,
  };
}

export const otherDocuments = {
  'bank-statement': bankStatement,
  reminder,
  order: likeAnInvoice('order'),
  quotation: likeAnInvoice('quotation'),
  'delivery-note': likeAnInvoice('deliveryNote'),
} as const;
