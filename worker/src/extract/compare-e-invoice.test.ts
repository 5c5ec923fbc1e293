import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  InvoiceFieldName,
  ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import type { Page } from '@smart-accounting/worker-contract';
import type { AttachedEInvoice } from '@smart-accounting/worker-contract/attached-e-invoice';
import { chooseEInvoice } from './choose-e-invoice.ts';
import { extractInvoice } from './extract-invoice.ts';
import { typedPage } from './typed-page.fixture.ts';

const nobody = { name: '', vatNumber: null, kvkNumber: null };

type Values = Partial<Record<InvoiceFieldName, string>>;

function stating(values: Values): ReadInvoice {
  const stated = { confidence: 1, source: 'e_invoice', page: null, box: null } as const;
  const fields: ReadInvoice['fields'] = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { value, ...stated }]),
  );
  return { fields, vat: [], lines: [] };
}

const agreeing: Values = {
  document_type: 'invoice',
  supplier_name: 'Kroon Groothandel B.V.',
  supplier_iban: 'NL91ABNA0417164300',
  invoice_number: '2026-0417',
  invoice_date: '2026-11-03',
  net_total: '1000.00',
  vat_total: '210.00',
  total: '1210.00',
};

interface Printed {
  readonly number?: string;
  readonly iban?: string;
  readonly sums?: string;
}

const usualSums = `Totaal excl. btw                     1.000,00
21% btw over 1.000,00                210,00
Totaal te betalen                  € 1.210,00`;

function pageWith({
  number = 'Factuurnummer: 2026-0417',
  iban = 'IBAN NL91 ABNA 0417 1643 00',
  sums = usualSums,
}: Printed = {}): Page {
  return typedPage(`
Kroon Groothandel B.V.                       Kadelaan 1
info@kroongroothandel.example                1234 AB Edam
KvK 27312345      BTW NL004495445B01         ${iban}

Bakkerij Duinzicht
Zeeweg 12
4321 CD Zandvoort

${number}
Factuurdatum: 03-11-2026

Omschrijving          Aantal      Prijs      Btw      Bedrag
Drukwerk folders      2           500,00     21%      1.000,00

${sums}`);
}

function differences(
  stated: Values,
  page: Page,
): (readonly [string, string | null, string | null])[] {
  const eInvoice = stating({ ...agreeing, ...stated });
  const { findings } = extractInvoice({ pages: [page], eInvoice, ownCompany: nobody });
  return findings.map(({ code, fields, expected, found }) => {
    assert.equal(code, 'e_invoice_differs');
    return [fields.join(), expected, found];
  });
}

describe('an e-invoice whose page says the same', () => {
  it('is not doubted, whatever the notation', () => {
    assert.deepEqual(differences({}, pageWith()), []);
    const english = pageWith({
      number: 'Invoice number: 2026-0417',
      sums: 'Net amount 1,000.00\nVAT 21% 210.00\nTotal EUR 1,210.00',
    });
    assert.deepEqual(differences({}, english), []);
    const french = pageWith({
      number: 'Facture n° : 2026-0417',
      sums: 'Total HT 1 000,00\nTVA 21 % 210,00\nTotal TTC 1 210,00 €',
    });
    assert.deepEqual(differences({}, french), []);
    const german = pageWith({
      number: 'Rechnungsnummer: 2026-0417',
      sums: 'Nettobetrag 1.000,00\n21 % MwSt. 210,00\nGesamtbetrag 1.210,00 EUR',
    });
    assert.deepEqual(differences({}, german), []);
  });
  it('is not doubted for a number with a prefix, spaces or other punctuation', () => {
    for (const number of [
      'F2026-0417',
      'F 2026 0417',
      '2026.0417',
      '2026/0417',
      '20260417',
      '2026-0417/1',
    ]) {
      const page = pageWith({ number: `Factuurnummer: ${number}` });
      assert.deepEqual(differences({}, page), [], number);
    }
    const short = pageWith({ number: 'Factuurnummer: 0417' });
    assert.deepEqual(differences({}, short), []);
  });
  it('is not doubted when its account is one of several that are printed', () => {
    const iban = 'IBAN NL20 INGB 0001 2345 67 of NL91 ABNA 0417 1643 00';
    assert.deepEqual(differences({}, pageWith({ iban })), []);
  });
  it('is not doubted when the page prints what is left to pay beside or instead of the total', () => {
    const sums = `${usualSums.replace('te betalen', 'incl. btw')}
Reeds betaald                         -210,00
Te betalen                         € 1.000,00`;
    assert.deepEqual(differences({}, pageWith({ sums })), []);
    const rest = 'Totaal te betalen                    € 1.000,00';
    assert.deepEqual(differences({ prepaid_total: '210.00' }, pageWith({ sums: rest })), []);
  });
  it('is not doubted for a doubtful reading of the page that prints its value, too', () => {
    const sums = `Btw 210,00
Openstaand        Bedrag 1.210,00        Saldo 1.700,00`;
    assert.deepEqual(differences({}, pageWith({ sums })), []);
    const number = 'Nr. 5501234        Referentie 2026-0417';
    assert.deepEqual(differences({}, pageWith({ number })), []);
  });
  it('is not doubted for a short number that is printed as a part of another', () => {
    const number = 'Factuurnummer: 2026-0017';
    assert.deepEqual(differences({ invoice_number: '17' }, pageWith({ number })), []);
  });
  it('is not doubted for what the page does not print', () => {
    const bare = typedPage('Kroon Groothandel B.V.\n\nBijgaand onze factuur als bestand.');
    assert.deepEqual(differences({}, bare), []);
  });
  it('is not compared with pages that were rendered from it, or recognised', () => {
    for (const source of ['rendered', 'recognised'] as const) {
      assert.deepEqual(differences({ total: '571.04' }, { ...pageWith(), source }), []);
    }
  });
  it('that credits is not doubted for the sign of its amounts', () => {
    const sums = usualSums.replaceAll(/([\d.]+,\d\d)$/gm, '-$1');
    assert.deepEqual(differences({ document_type: 'credit_note' }, pageWith({ sums })), []);
  });
});

describe('an e-invoice whose page says something else', () => {
  it('is doubted for its total, with both amounts', () => {
    assert.deepEqual(differences({ total: '571.04' }, pageWith()), [
      ['total', '571.04', '1210.00'],
    ]);
    // that of the page without VAT
    assert.deepEqual(differences({ total: '1000.00' }, pageWith()), [
      ['total', '1000.00', '1210.00'],
    ]);
  });
  it('is doubted for its account', () => {
    assert.deepEqual(differences({ supplier_iban: 'NL20INGB0001234567' }, pageWith()), [
      ['supplier_iban', 'NL20INGB0001234567', 'NL91ABNA0417164300'],
    ]);
  });
  it('is doubted for its number', () => {
    assert.deepEqual(differences({ invoice_number: '2026-0418' }, pageWith()), [
      ['invoice_number', '2026-0418', '2026-0417'],
    ]);
    assert.deepEqual(differences({ invoice_number: '17' }, pageWith()), [
      ['invoice_number', '17', '2026-0417'],
    ]);
    // One that goes on where the other ends.
    assert.deepEqual(differences({ invoice_number: '2026-041' }, pageWith()), [
      ['invoice_number', '2026-041', '2026-0417'],
    ]);
    const longer = pageWith({ number: 'Factuurnummer: 2026-041765' });
    assert.deepEqual(differences({}, longer), [['invoice_number', '2026-0417', '2026-041765']]);
  });
  it('is doubted for a number that stands on the page as something else', () => {
    // the year of the date, and the postcode
    for (const number of ['2026', '4321']) {
      assert.deepEqual(
        differences({ invoice_number: number }, pageWith({ number: 'Factuurnummer: F88-0417' })),
        [['invoice_number', number, 'F88-0417']],
      );
    }
  });
  it('is doubted also where the page is read with doubt but prints its value nowhere', () => {
    const titled = pageWith({ number: 'FACTUUR F2562162' });
    assert.deepEqual(differences({}, titled), [['invoice_number', '2026-0417', 'F2562162']]);
    const weak = pageWith({ number: 'FACTUUR\nNummer      : F9779909' });
    assert.deepEqual(differences({}, weak), [['invoice_number', '2026-0417', 'F9779909']]);
    const sums = `Totaal excl. btw                     1.000,00
21% btw over 1.000,00                210,00
Totaal te betalen                  € 1.270,00`;
    assert.deepEqual(differences({ total: '871.04' }, pageWith({ sums })), [
      ['total', '871.04', '1270.00'],
    ]);
    const iban = 'IBAN NL20 INGB 0001 2345 68';
    assert.deepEqual(differences({}, pageWith({ iban })), [
      ['supplier_iban', 'NL91ABNA0417164300', 'NL20INGB0001234568'],
    ]);
  });
  it('keeps the values of the e-invoice, and tells where the page differs', () => {
    const eInvoice = stating({ ...agreeing, total: '571.04' });
    const read = extractInvoice({ pages: [pageWith()], eInvoice, ownCompany: nobody });
    assert.equal(read.fields.total?.value, '571.04');
    const [finding] = read.findings;
    assert.equal(finding?.page, 1);
    assert.ok(finding.box && finding.box.y > 0.1);
  });
});

describe('several e-invoices in a PDF', () => {
  const own = { fileName: 'b.xml', rank: 4, invoice: stating(agreeing) };
  const enclosed = {
    fileName: 'a.xml',
    rank: 4,
    invoice: stating({ ...agreeing, invoice_number: 'OA-55', total: '96.80', net_total: '80.00' }),
  };
  const chosen = (...attached: readonly AttachedEInvoice[]) =>
    chooseEInvoice(attached, [pageWith()])?.fileName;

  it('that are as likely are told apart by the page', () => {
    assert.equal(chosen(enclosed, own), 'b.xml');
    assert.equal(chosen(own, enclosed), 'b.xml');
  });
  it('of which the pages show more than one are for a person to split', () => {
    const second = {
      ...pageWith({ number: 'Factuurnummer: OA-55', sums: usualSums.replaceAll('1.210', '1.211') }),
      number: 2,
    };
    const pages = [pageWith(), second];
    const { invoice: eInvoice } = chooseEInvoice([own, enclosed], pages) ?? assert.fail();
    const { findings } = extractInvoice({ pages, eInvoice, ownCompany: nobody });
    assert.ok(findings.some(({ code }) => code === 'several_invoices'));
  });
  it('of which only the head was kept are none of the document', () => {
    assert.equal(chosen({ ...own, isListedOnly: true }, enclosed), 'a.xml');
  });
  it('are not, where one is likelier by itself, or nothing tells them apart', () => {
    assert.equal(chosen({ ...enclosed, rank: 0 }, own), 'a.xml');
    assert.equal(chosen({ ...own, fileName: 'c.xml' }, own), 'c.xml');
    assert.equal(chosen(), undefined);
  });
});
