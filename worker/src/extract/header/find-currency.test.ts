import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findCurrency } from './find-currency.ts';
import { typedFacts } from '../typed-page.fixture.ts';

function currencyIn(template: string): { value: string; confidence: number } {
  return findCurrency(typedFacts(template));
}

describe('the currency of a document', () => {
  it('is the code beside its label, above all else', () => {
    assert.equal(currencyIn('Valuta: CHF\nTotaal € 12,50').value, 'CHF');
  });
  it('is the one beside its amounts, by majority', () => {
    assert.equal(currencyIn('Total £ 12.50').value, 'GBP');
    assert.equal(currencyIn('£ 1.00      £ 2.00      € 3.00').value, 'GBP');
  });
  it('has a lower confidence when amounts have several', () => {
    const one = currencyIn('£ 1.00      £ 2.00');
    const two = currencyIn('£ 1.00      £ 2.00      € 3.00');
    assert.ok(two.confidence < one.confidence);
  });
  it('is that of the totals, whatever stands elsewhere', () => {
    const remark = 'Licentie US$ 25,00 per gebruiker, dan $ 20,00, dan $ 15,00.';
    const euro = currencyIn(`${remark}\nTotaal € 12,50`);
    assert.equal(euro.value, 'EUR');
    assert.ok(euro.confidence >= 0.8);
    assert.equal(currencyIn(`${remark}\nTotaal EUR          12,50`).value, 'EUR');
    assert.equal(currencyIn(`${remark}\nTotaal (GBP)        12,50`).value, 'GBP');
    assert.equal(currencyIn('Korting € 5,00\nTotal due           $ 12.50').value, 'USD');
  });
  it('is in doubt where a sign of another stands, though not with the totals', () => {
    const page = 'Inclusief $5 tegoed.\nSubtotaal 10,00\nBtw 2,10\nTotaal 12,10';
    const dutch = currencyIn(`${page}\nIBAN NL91 ABNA 0417 1643 00`);
    assert.equal(dutch.value, 'EUR');
    assert.ok(dutch.confidence < 0.8);
    assert.ok(currencyIn(page).confidence < 0.8);
  });
  it('is in doubt where the totals have two', () => {
    const both = currencyIn('Total                $ 12.50\nTotal                € 11.40');
    assert.ok(both.confidence < 0.8);
  });
  it('is the code in brackets at the head of a column', () => {
    assert.equal(currencyIn('Amount (USD)\n12.50').value, 'USD');
  });
  it('is otherwise that of the country of IBAN or VAT number, or the euro, with low confidence', () => {
    assert.equal(currencyIn('Total 12.50\nIBAN GB29 NWBK 6016 1331 9268 19').value, 'GBP');
    assert.equal(currencyIn('Totaal 12,50\nIBAN NL91 ABNA 0417 1643 00').value, 'EUR');
    const none = currencyIn('Totaal 12,50');
    assert.equal(none.value, 'EUR');
    assert.ok(none.confidence < 0.8);
  });
  it('is certain without a sign when account and VAT number are of the euro area', () => {
    const euro = currencyIn('Totaal 12,50\nIBAN NL91 ABNA 0417 1643 00');
    assert.ok(euro.confidence >= 0.8);
    const mixed = currencyIn('Total 12.50\nIBAN NL91 ABNA 0417 1643 00\nVAT number GB 980 7806 84');
    assert.ok(mixed.confidence < 0.8);
  });
  it('is in doubt when a recognised page shows a dollar, which may have been a euro', () => {
    const page = 'Totaal $ 12,50\nIBAN NL91 ABNA 0417 1643 00';
    const recognised = findCurrency(typedFacts(page, { source: 'recognised' }));
    assert.deepEqual([recognised.value, recognised.secondBest?.value], ['EUR', 'USD']);
    assert.ok(recognised.confidence < 0.8);
    assert.equal(currencyIn(page).value, 'USD');
    const stated = findCurrency(
      typedFacts(`${page}\nAll amounts in USD`, { source: 'recognised' }),
    );
    assert.equal(stated.value, 'USD');
  });
});
