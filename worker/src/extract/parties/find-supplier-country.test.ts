import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { linesToBook } from '@smart-accounting/accounting/purchase-invoice/book-lines';
import { certainConfidence } from '@smart-accounting/accounting/purchase-invoice/certainty';
import { countryOfReading } from '@smart-accounting/accounting/purchase-invoice/supplier-country';
import { extractInvoice } from '../extract-invoice.ts';
import { typedPage } from '../typed-page.fixture.ts';

const own = { name: 'Bakkerij Duinzicht B.V.', vatNumber: 'NL002455799B11', kvkNumber: '12345678' };
const read = (template: string) =>
  extractInvoice({ pages: [typedPage(template)], eInvoice: null, ownCompany: own });
const treated = (template: string) => {
  const reading = read(template);
  const country = countryOfReading(reading);
  return [
    country?.value ?? null,
    (country?.confidence ?? 0) >= certainConfidence,
    ...new Set(linesToBook(reading, new Date('2026-11-24')).lines.map(({ vatCode }) => vatCode)),
  ];
};

interface Wording {
  readonly head: string;
  readonly foot?: string;
  readonly vat: string;
  readonly words?: string;
}

/** An invoice over 400.00 without VAT. */
const invoice = ({ head, foot = '', vat, words = '' }: Wording) => `
${head}

                                             Bakkerij Duinzicht B.V.
                                             Zeeweg 12
                                             4321 CD Zandvoort
                                             Nederland

Invoice number: 2026-31
Invoice date: 9 November 2026

Description              Qty      Price      Amount
Licence                  4        100.00     400.00

Subtotal                                     EUR 400.00
${vat.padEnd(45)}EUR 0.00
Total                                        EUR 400.00

${words}

${foot}`;

const american = 'Bluegrass Software LLC\n200 Main St\nLexington KY 40507, USA';
const belgian = 'Tuincentrum Van Hoof BV\nKerkstraat 9\n2300 Turnhout\nBelgië';
const german = 'Nordlicht Werkzeug GmbH\nHafenstraße 4\n20457 Hamburg\nDeutschland';
const dutch = 'Kroon Groothandel B.V.\nKadelaan 1\n1234 AB Edam';

describe('the country in the address of a supplier', () => {
  it('decides who owes the VAT, with words about it', () => {
    assert.deepEqual(treated(invoice({ head: american, vat: 'VAT 0% (reverse charge)' })), [
      'US',
      true,
      'IBU',
    ]);
    assert.deepEqual(treated(invoice({ head: german, vat: 'VAT 0% reverse charge' })), [
      'DE',
      true,
      'IED',
    ]);
    assert.deepEqual(treated(invoice({ head: dutch, vat: 'Btw verlegd' })), ['NL', true, 'IVL']);
  });
  it('is not certain without any, so that a person is asked', () => {
    assert.deepEqual(treated(invoice({ head: american, vat: 'Tax' })), ['US', false, 'IBU']);
    assert.deepEqual(treated(invoice({ head: belgian, vat: 'VAT 0%' })), ['BE', false, 'IED']);
  });
  it('is not that of the customer', () => {
    const nameless = 'Bluegrass Software LLC\nsales@bluegrass.example';
    assert.deepEqual(treated(invoice({ head: nameless, vat: 'Tax' })), [null, false, 'I0']);
  });
  it('is found in the line of a sender, and at the foot', () => {
    const vat = 'VAT 0% (reverse charge)';
    const sender = 'Nordlicht Werkzeug GmbH · Hafenstraße 4 · D-20457 Hamburg';
    assert.equal(treated(invoice({ head: sender, vat }))[0], 'DE');
    const foot = 'Bluegrass Software LLC | 200 Main St | Austin, TX 78701';
    assert.equal(treated(invoice({ head: 'Bluegrass Software LLC', foot, vat }))[0], 'US');
  });
  it('is left open when two stand there', () => {
    const both = 'Bluegrass Software LLC\n1 Main St\nAustin, TX 78701\nIreland';
    assert.deepEqual(treated(invoice({ head: both, vat: 'VAT 0% (reverse charge)' }))[1], false);
  });
});

describe('goods from another member state', () => {
  const foot = 'Tuincentrum Van Hoof BV | BTW BE 0403.019.261 | IBAN BE68 5390 0754 7034';
  const codeOf = (vat: string, words = '') =>
    treated(invoice({ head: belgian, foot, vat, words }))[2];

  it('are an acquisition, in four languages, in the row of the VAT or beside it', () => {
    for (const vat of [
      'Btw 0% intracommunautaire levering',
      'Btw 0% intra-communautaire levering',
      'VAT 0% intra-Community supply',
      'MwSt 0% innergemeinschaftliche Lieferung',
      'TVA 0% livraison intracommunautaire',
    ])
      assert.equal(codeOf(vat), 'IEG', vat);
    for (const words of [
      'Vrijstelling: artikel 39bis WBTW',
      'Exempt intra-Community supply, article 138 of Directive 2006/112/EC',
      'Steuerfreie innergemeinschaftliche Lieferung nach § 4 Nr. 1b UStG',
      'Steuerfrei nach § 6a UStG',
      'Exonération TVA, article 262 ter I du CGI',
      'Vrijgestelde intracommunautaire\nlevering van goederen',
      'ICL: 0% btw, artikel 138 Richtlijn 2006/112/EG',
      'Exempt under Art. 138 Directive 2006/112/EC',
      'Exonération de TVA, article 138, directive 2006/112/CE',
    ])
      assert.equal(codeOf('VAT 0%', words), 'IEG', words);
  });
  it('are told from services', () => {
    for (const words of [
      'Btw verlegd',
      'Reverse charge',
      'Intra-Community service, VAT to be accounted for by the recipient',
      'Steuerschuldnerschaft des\nLeistungsempfängers',
      'Reverse-Charge-Verfahren, § 13b UStG',
      'Innergemeinschaftliche sonstige Leistung',
      'Autoliquidation de la TVA',
      'Article 196 of Directive 2006/112/EC',
      'Verlegd naar afnemer',
      'TVA due par le preneur, article 283-2 du CGI',
      '',
    ])
      assert.equal(codeOf('VAT 0%', words), 'IED', words);
  });
  it('are not what charges VAT all the same, whatever the conditions say', () => {
    const taxed = read(`
Kroon Groothandel B.V.                       Kadelaan 1
KvK 27312345      BTW NL004495445B01         1234 AB Edam

Factuurnummer: 2026-0417
Factuurdatum: 03-11-2026

Totaal excl. btw                                      400,00
21% btw over 400,00                                   84,00
Totaal te betalen                                     € 484,00

Bij een intracommunautaire levering of btw verlegd vermelden wij dat hier.`);
    assert.deepEqual(
      linesToBook(taxed, new Date('2026-11-24')).lines.map(({ vatCode }) => vatCode),
      ['I21'],
    );
  });
});
