import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typedFacts } from '../typed-page.fixture.ts';
import { findHeader } from './find-header.ts';

/** The date of the invoice, and whether it is certain enough to be taken without a look. */
function issuedIn(template: string): string {
  const field = findHeader(typedFacts(template)).invoice_date;
  return `${field?.value ?? 'none'} ${field && field.confidence >= 0.8 ? 'certain' : 'in doubt'}`;
}

describe('a date with points or dashes', () => {
  it('is day first, whatever dollars the page mentions', () => {
    for (const date of ['02.11.2026', '02-11-2026', '2.11.26']) {
      assert.equal(
        issuedIn(`
Factuur
Factuurdatum: ${date}
Wisselkoers: 1 EUR = 1.08 $
Totaal te betalen         $ 12.00`),
        '2026-11-02 certain',
        date,
      );
    }
  });
  it('has the month first only where another one shows it', () => {
    assert.equal(
      issuedIn(`
Invoice date: 02-11-2026
Due date: 02-25-2026`),
      '2026-02-11 certain',
    );
  });
  it('is in doubt when an American writes it', () => {
    assert.equal(
      issuedIn(`
Bluegrass Software LLC
Lexington, KY 40507
Invoice date: 02-11-2026`),
      '2026-11-02 in doubt',
    );
  });
});

describe('a date with slashes', () => {
  const american = 'Bluegrass Software LLC\n200 Main St\nLexington, KY 40507\n';

  it('is day first, but in doubt, while nothing else is known', () => {
    assert.equal(issuedIn('Factuurdatum: 03/04/2026'), '2026-04-03 in doubt');
    assert.equal(issuedIn('Date de facture : 03/04/2026'), '2026-04-03 in doubt');
  });
  it('is day first for certain when euros are to be paid to an IBAN', () => {
    const paid = (currency: string) =>
      issuedIn(
        `Invoice date: 03/04/2026\nTotal due   ${currency} 12.00\nIBAN NL91 ABNA 0417 1643 00`,
      );
    assert.equal(paid('EUR'), '2026-04-03 certain');
    assert.equal(paid('USD'), '2026-04-03 in doubt');
  });
  it('has the month first, but in doubt, when the currency or the address is American', () => {
    assert.equal(issuedIn(`${american}Invoice date: 03/04/2026`), '2026-03-04 in doubt');
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nTotal due            $ 12.00'),
      '2026-03-04 in doubt',
    );
  });
  it('is day first when only one of many amounts is in dollars, or a European account is to be paid', () => {
    assert.equal(
      issuedIn(`
Invoice date: 03/04/2026
Shipping from $ 5.00
Subtotal             € 10.00
VAT 21%              €  2.10
Total due            € 12.10`),
      '2026-04-03 in doubt',
    );
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nTotal due   $ 12.00\nIBAN NL91 ABNA 0417 1643 00'),
      '2026-04-03 in doubt',
    );
  });
  it('is certain when another date with slashes can only be read in one order', () => {
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nPeriod: 25/02/2026 - 03/03/2026'),
      '2026-04-03 certain',
    );
    assert.equal(
      issuedIn(`${american}Invoice date: 03/04/2026\nPeriod: 02/25/2026 - 03/03/2026`),
      '2026-03-04 certain',
    );
    assert.equal(
      issuedIn(`${american}Invoice date: 03/04/2026\nOrder date: 25/02/2026`),
      '2026-04-03 certain',
    );
  });
  it('is in doubt when the others contradict each other', () => {
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nOrder date: 25/02/2026\nPrinted: 02/26/2026'),
      '2026-04-03 in doubt',
    );
  });
  it('is certain when the same day is written in words', () => {
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nGoods sent on April 3, 2026'),
      '2026-04-03 certain',
    );
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nGoods sent on March 4, 2026'),
      '2026-03-04 certain',
    );
  });
  it('is certain when only one order makes the due date a usual term', () => {
    assert.equal(
      issuedIn('Factuurdatum: 09/11/2026\nVervaldatum: 09/12/2026'),
      '2026-11-09 certain',
    );
    assert.equal(
      issuedIn(`${american}Invoice date: 11/03/2026\nDue date: 12/03/2026`),
      '2026-11-03 certain',
    );
    assert.equal(
      issuedIn('Invoice date: 03/04/2026\nDue date: 17 April 2026'),
      '2026-04-03 certain',
    );
    assert.equal(issuedIn('Invoice date: 01/02/2026\nDue date: 06/07/2026'), '2026-02-01 in doubt');
  });
  it('leaves its other reading as second best', () => {
    const field = findHeader(typedFacts('Factuurdatum: 03/04/2026')).invoice_date;
    assert.equal(field?.secondBest?.value, '2026-03-04');
  });
});
