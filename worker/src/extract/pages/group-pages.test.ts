import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page, PageSource } from '@smart-accounting/worker-contract';
import { extractInvoice } from '../extract-invoice.ts';
import { typedPage } from '../typed-page.fixture.ts';
import { groupPages } from './group-pages.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };

interface Printed {
  readonly title: string;
  readonly number: string;
  readonly date: string;
  readonly total: string;
}

const dutch: Printed = {
  title: 'FACTUUR',
  number: 'Factuurnummer    F-1001',
  date: 'Factuurdatum     03-11-2026',
  total: 'Totaal te betalen                   121,00',
};
const english: Printed = {
  title: 'INVOICE',
  number: 'Invoice number   INV-77',
  date: 'Invoice date     3 November 2026',
  total: 'Total due                           60.00',
};
const german: Printed = {
  title: 'RECHNUNG',
  number: 'Rechnungsnummer  RE-2026-9',
  date: 'Rechnungsdatum   03.11.2026',
  total: 'Gesamtbetrag                        119,00',
};
const french: Printed = {
  title: 'FACTURE',
  number: 'Numéro de facture  FA-12',
  date: 'Date de facture  03/11/2026',
  total: 'Total TTC                           240,00',
};

function whole(printed: Printed, more = ''): string {
  return `
Kroon Handel B.V.
Kadelaan 1
1234 AB Edam

${printed.title}

${printed.number}
${printed.date}

Omschrijving          Aantal      Prijs      Bedrag
Onderhoud             1           10,00      10,00

${printed.total}
${more}`;
}

function numbered(texts: readonly string[], source: PageSource = 'text_layer'): Page[] {
  return texts.map((text, index) => typedPage(text, { number: index + 1, source }));
}

/** `1,2|3`: pages of the first and of the second document. */
function groupsOf(...texts: string[]): string {
  return groupPages(numbered(texts))
    .map(({ pages }) => pages.map(({ number }) => number).join(','))
    .join('|');
}

const second: Readonly<Record<string, [Printed, Printed]>> = {
  'Dutch ones': [
    dutch,
    { ...dutch, number: 'Factuurnummer    F-1002', total: 'Totaal te betalen     50,00' },
  ],
  'English ones': [
    english,
    { ...english, number: 'Invoice no. INV-78', total: 'Total due     75.00' },
  ],
  'German ones': [
    german,
    { ...german, number: 'Rechnungs-Nr. RE-2026-10', total: 'Gesamtbetrag    238,00' },
  ],
  'French ones': [french, { ...french, number: 'Facture n° FA-13', total: 'Total TTC     12,00' }],
  'one in Dutch and one in German': [dutch, german],
  'an invoice and its credit note': [
    dutch,
    { ...dutch, title: 'CREDITNOTA', number: 'Creditnotanummer C-12', total: 'Totaal     -121,00' },
  ],
  'ones of the same day and amount': [dutch, { ...dutch, number: 'Factuurnummer    F-1002' }],
  'ones whose numbers stand nowhere': [
    { ...dutch, number: '' },
    {
      ...dutch,
      number: '',
      date: 'Factuurdatum     09-11-2026',
      total: 'Totaal te betalen     50,00',
    },
  ],
};

const continued = `
Kroon Handel B.V.                  pagina 2 van 2

Omschrijving          Aantal      Prijs      Bedrag
Onderhoud             2           10,00      20,00

Totaal te betalen                   121,00`;
const firstPage = `
Kroon Handel B.V.                  pagina 1 van 2

FACTUUR

Factuurnummer    F-1001
Factuurdatum     03-11-2026

Omschrijving          Aantal      Prijs      Bedrag
Onderhoud             1           10,00      10,00`;
const terms = `
ALGEMENE VOORWAARDEN

Artikel 1. Betaling geschiedt binnen 14 dagen na factuurdatum.
Artikel 2. Bij overschrijding is 1,50 rente verschuldigd.`;

describe('the pages of a file', () => {
  for (const [name, [one, other]] of Object.entries(second)) {
    it(`are two documents when they are two invoices: ${name}`, () => {
      assert.equal(groupsOf(whole(one), whole(other)), '1|2');
    });
  }

  it('are as many documents as there are invoices, each with its own pages', () => {
    const other = firstPage.replace('F-1001', 'F-1002');
    assert.equal(groupsOf(firstPage, continued, other, continued, whole(english)), '1,2|3,4|5');
  });

  it('are two documents when page numbers begin anew', () => {
    const one = whole({ ...dutch, number: '' }, 'Pagina 1 van 1');
    const other = whole(
      { ...dutch, number: '', total: 'Totaal te betalen     50,00' },
      'Pagina 1 van 1',
    );
    assert.equal(groupsOf(one, other), '1|2');
  });

  it('are told apart in scans, too, where a number may be misread', () => {
    const misread = whole({ ...dutch, number: 'Factuurnummer    F-1OO1', total: '' });
    const next = whole({
      ...dutch,
      number: 'Factuurnummer    F-1002',
      total: 'Totaal te betalen     50,00',
    });
    const scanned = (...texts: string[]) => groupPages(numbered(texts, 'recognised')).length;
    assert.equal(
      scanned(firstPage.replace('F-1001', 'F-10O1'), misread.replace('1OO1', '1001')),
      1,
    );
    assert.equal(scanned(whole(dutch), next), 2);
  });

  const together: Readonly<Record<string, string[]>> = {
    'page numbers go on': [firstPage, continued],
    'every page is headed with title and number': [
      firstPage,
      whole({ ...dutch, total: '' }),
      whole({ ...dutch, total: 'Totaal te betalen     300,00' }),
    ],
    'an amount is carried over': [
      whole({ ...dutch, total: 'Transport     10,00' }),
      `FACTUUR\n\nTransport     10,00\n\nKlus     1     5,00     5,00\n\nTotaal te betalen     15,00`,
    ],
    'the second is a copy of the first': [whole(dutch), whole(dutch, 'KOPIE')],
    'terms come with it': [whole(dutch), terms],
    'terms have page numbers of their own': [
      whole(dutch, 'Pagina 1 van 1'),
      `${terms}\nPagina 1 van 2`,
      `Artikel 9.\nPagina 2 van 2`,
    ],
    'a time sheet comes with it': [
      whole(dutch),
      'URENSTAAT\n\nWeek 44     Jan     8,00\nWeek 45     Jan     8,00\nTotaal     16,00',
    ],
    'a packing list with a number comes with it': [
      whole(dutch),
      'PAKBON\n\nBonnummer: 4711\nDatum: 01-11-2026\n\n2     Schroeven',
    ],
    'the confirmation of the order comes with it': [
      whole(dutch),
      'ORDERBEVESTIGING\n\nOrdernummer: 4711\nDatum: 01-10-2026\n\nTotaal     121,00',
    ],
    'a specification comes with it': [
      whole(dutch),
      'SPECIFICATIE BIJ FACTUUR\n\nGesprekken     12,00\nData     9,00\nTotaal     21,00',
    ],
    'the slip to pay with comes with it': [
      whole(dutch),
      'Betaalopdracht\n\nIBAN NL91 ABNA 0417 1643 00\nBedrag     121,00\nKenmerk F-1001',
    ],
    'its last page has only the totals': [
      whole({ ...dutch, total: '' }),
      'Subtotaal     100,00\nBtw 21%     21,00\nTotaal te betalen     121,00',
    ],
  };
  for (const [name, pages] of Object.entries(together)) {
    it(`are one document when ${name}`, () => {
      assert.equal(groupPages(numbered(pages)).length, 1, groupsOf(...pages));
    });
  }
});

describe('an invoice that is read of several pages', () => {
  const other = whole({
    ...dutch,
    number: 'Factuurnummer    F-1002',
    date: 'Factuurdatum     09-11-2026',
    total: 'Totaal te betalen                   50,00',
  });

  for (const source of ['text_layer', 'recognised'] as const) {
    it(`has the values of one document only, and says that there is another (${source})`, () => {
      const pages = numbered([whole(dutch), other], source);
      const { fields, findings } = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
      assert.equal(fields.invoice_number?.value, 'F-1001');
      assert.equal(fields.invoice_date?.value, '2026-11-03');
      assert.equal(fields.total?.value, '121.00');
      const [finding] = findings;
      assert.deepEqual(
        [finding?.code, finding?.found, finding?.page],
        ['several_invoices', '1, 2', 2],
      );
      assert.ok(finding?.box, 'the title of the second is lit');
    });
  }

  it('is not asked how many it is where a person said that it is one', () => {
    const pages = numbered([whole(dutch), other]);
    const read = extractInvoice({ pages, eInvoice: null, ownCompany: nobody, isOneDocument: true });
    assert.deepEqual(read.findings, []);
  });

  it('takes no value from what only comes with it', () => {
    const sheet = 'URENSTAAT\n\nBtw NL004495445B01\nIBAN NL91 ABNA 0417 1643 00\nTotaal     16,00';
    const pages = numbered([whole(dutch), sheet]);
    const { fields, findings } = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
    assert.deepEqual(findings, []);
    assert.equal(fields.total?.value, '121.00');
    assert.equal(fields.supplier_iban, undefined);
  });

  it('names all pages of each, with what stands between two', () => {
    const pages = numbered([whole(dutch), terms, other, terms]);
    const { findings } = extractInvoice({ pages, eInvoice: null, ownCompany: nobody });
    assert.deepEqual(
      findings.map(({ found }) => found),
      ['1-2, 3-4'],
    );
  });
});
