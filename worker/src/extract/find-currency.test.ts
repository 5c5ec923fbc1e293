import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findCurrency } from './find-currency.ts';
import { typedFacts } from './typed-page.fixture.ts';

function currencyIn(template: string): { value: string; confidence: number } {
  return findCurrency(typedFacts(template));
}

describe('the currency of a document', () => {
  it('is the code that a label names, before all else', () => {
    assert.equal(currencyIn('Valuta: CHF\nTotaal € 12,50').value, 'CHF');
  });
  it('is the one beside its amounts, by majority', () => {
    assert.equal(currencyIn('Total £ 12.50').value, 'GBP');
    assert.equal(currencyIn('£ 1.00      £ 2.00      € 3.00').value, 'GBP');
  });
  it('is less sure when amounts have several', () => {
    const one = currencyIn('£ 1.00      £ 2.00');
    const two = currencyIn('£ 1.00      £ 2.00      € 3.00');
    assert.ok(two.confidence < one.confidence);
  });
  it('is the code in brackets at the head of a column', () => {
    assert.equal(currencyIn('Amount (USD)\n12.50').value, 'USD');
  });
  it('is that of the country of account or VAT number, else the euro, and then doubtful', () => {
    assert.equal(currencyIn('Total 12.50\nIBAN GB29 NWBK 6016 1331 9268 19').value, 'GBP');
    assert.equal(currencyIn('Totaal 12,50\nIBAN NL91 ABNA 0417 1643 00').value, 'EUR');
    const none = currencyIn('Totaal 12,50');
    assert.equal(none.value, 'EUR');
    assert.ok(none.confidence < 0.8);
  });
});
