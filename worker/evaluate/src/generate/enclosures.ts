import { addDays, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { type DocumentMaker, draftInvoice, type Draft, pdfDocument } from './document-maker.ts';
import { drawInvoiceOn } from './draw-invoice.ts';
import { inGroupsOfFour } from './identifiers.ts';
import type { Language } from './invoice-spec.ts';
import type { Random } from './random.ts';
import { Sheet, sheet } from './sheet.ts';

interface EnclosureWords {
  readonly terms: string;
  readonly articles: readonly string[];
  readonly timeSheet: string;
  readonly heads: readonly [date: string, person: string, hours: string];
  readonly hoursTotal: string;
  readonly week: string;
}

const words: Readonly<Record<Language, EnclosureWords>> = {
  nl: {
    terms: 'Algemene voorwaarden',
    articles: [
      'Op alle offertes, overeenkomsten en facturen zijn deze voorwaarden van toepassing.',
      'Betaling geschiedt binnen 14 dagen na factuurdatum op rekening {iban}.',
      'Bij te late betaling is een rente van 1% per maand verschuldigd, met een minimum van € 40,00.',
      'Bezwaren tegen een factuur moeten binnen 8 dagen schriftelijk worden ingediend.',
      'Deze voorwaarden zijn gedeponeerd bij de Kamer van Koophandel op {date}.',
    ],
    timeSheet: 'Urenstaat',
    heads: ['Datum', 'Medewerker', 'Uren'],
    hoursTotal: 'Totaal uren',
    week: 'Week',
  },
  en: {
    terms: 'Terms and conditions',
    articles: [
      'These terms apply to all quotations, orders and invoices.',
      'Invoices are payable within 14 days of the invoice date to account {iban}.',
      'Late payments bear interest at 1% per month with a minimum of EUR 40.00.',
      'Complaints about an invoice must be made in writing within 8 days.',
      'Version of {date}.',
    ],
    timeSheet: 'Time sheet',
    heads: ['Date', 'Name', 'Hours'],
    hoursTotal: 'Total hours',
    week: 'Week',
  },
  de: {
    terms: 'Allgemeine Geschäftsbedingungen',
    articles: [
      'Diese Bedingungen gelten für alle Angebote, Aufträge und Rechnungen.',
      'Rechnungen sind innerhalb von 14 Tagen auf das Konto {iban} zu zahlen.',
      'Bei Verzug werden Zinsen von 1% je Monat berechnet, mindestens 40,00 EUR.',
      'Einwände gegen eine Rechnung sind binnen 8 Tagen schriftlich zu erheben.',
      'Stand: {date}.',
    ],
    timeSheet: 'Stundennachweis',
    heads: ['Datum', 'Mitarbeiter', 'Stunden'],
    hoursTotal: 'Summe Stunden',
    week: 'KW',
  },
  fr: {
    terms: 'Conditions générales de vente',
    articles: [
      "Les présentes conditions s'appliquent à tous les devis, commandes et factures.",
      'Les factures sont payables à 14 jours sur le compte {iban}.',
      'Tout retard entraîne un intérêt de 1% par mois, avec un minimum de 40,00 €.',
      'Toute réclamation relative à une facture doit être faite par écrit sous 8 jours.',
      'Version du {date}.',
    ],
    timeSheet: 'Relevé des heures',
    heads: ['Date', 'Nom', 'Heures'],
    hoursTotal: 'Total des heures',
    week: 'Semaine',
  },
};

/** An invoice with the terms and conditions on its back, which speak of invoices, days and sums. */
const invoiceWithTerms: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 8, ...options });
  const page = new Sheet();
  drawInvoiceOn(page, draft.spec, draft.style);
  page.newPage();
  drawTerms(page, draft, addDays(draft.spec.issueDate, -random.whole(200, 2000)));
  return pdfDocument(await page.finish(), draft.truth);
};

function drawTerms(page: Sheet, { spec, style }: Draft, date: IsoDate): void {
  const { terms, articles } = words[spec.language];
  const { fonts, notation } = style;
  let y = sheet.margin;
  const heading = `${terms} ${spec.supplier.name}`;
  y += page.text(heading, sheet.margin, y, { font: fonts.bold, size: 12 }) + 10;
  for (let part = 1; part <= 3; part++) {
    articles.forEach((article, index) => {
      const text = article
        .replace('{iban}', inGroupsOfFour(spec.supplier.iban))
        .replace('{date}', notation.date(date));
      const small = { font: fonts.regular, size: 8 };
      y += page.text(`${part}.${index + 1}  ${text}`, sheet.margin, y, small) + 2;
    });
    y += 8;
  }
}

/** An invoice with the hours that were worked for it, whose dates and totals are none of the invoice's. */
const invoiceWithTimeSheet: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 5, ...options });
  const page = new Sheet();
  drawInvoiceOn(page, draft.spec, draft.style);
  page.newPage();
  drawTimeSheet(page, draft, random);
  return pdfDocument(await page.finish(), draft.truth);
};

function drawTimeSheet(page: Sheet, { spec, style }: Draft, random: Random): void {
  const { timeSheet, heads, hoursTotal, week } = words[spec.language];
  const { fonts, size, notation } = style;
  const bold = { font: fonts.bold, size };
  const regular = { font: fonts.regular, size };
  const edges = [sheet.margin, 180, 400] as const;
  const title = `${timeSheet} ${week} ${random.whole(1, 52)} – ${spec.supplier.name}`;
  let y = sheet.margin;
  y += page.text(title, sheet.margin, y, { font: fonts.bold, size: 12 }) + 12;
  heads.forEach((head, index) => page.text(head, edges[index] ?? 0, y, bold));
  y += 20;
  let total = 0;
  for (let day = 0; day < 5; day++) {
    const hours = random.pick([7.5, 8, 8, 8.25, 4]);
    total += hours;
    page.text(notation.date(addDays(spec.issueDate, day - 9)), edges[0], y, regular);
    page.text(random.pick(['J. Jansen', 'M. de Wit', 'S. Bakker']), edges[1], y, regular);
    y += page.text(notation.quantity(hours), edges[2], y, regular) + 3;
  }
  page.text(hoursTotal, edges[0], y + 4, bold);
  page.text(notation.quantity(total), edges[2], y + 4, bold);
}

export const enclosures = {
  'invoice-with-terms': invoiceWithTerms,
  'invoice-with-time-sheet': invoiceWithTimeSheet,
} as const;
