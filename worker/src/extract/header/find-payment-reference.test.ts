import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { typedFacts } from '../typed-page.fixture.ts';
import { findInvoiceNumber } from './find-invoice-number.ts';
import { findPaymentReference } from './find-payment-reference.ts';

function referenceIn(template: string): { value: string; confidence: number } | null {
  const facts = typedFacts(template);
  return findPaymentReference(facts, findInvoiceNumber(facts));
}

describe('what a payment has to quote', () => {
  it('is the number beside its label, unless it is that of the invoice', () => {
    assert.equal(
      referenceIn('Betalingskenmerk: 1234 5678 9012 3456')?.value,
      '1234 5678 9012 3456',
    );
    assert.equal(referenceIn('Factuurnummer: 2026-17\nBetalingskenmerk: 2026-17'), null);
  });
  it('may begin with the name of the document, in its cell or the next', () => {
    for (const [line, value] of [
      ['Zahlungsreferenz: Rechnung 181301674', 'Rechnung 181301674'],
      ['Verwendungszweck:          Rechnung 181301674', 'Rechnung 181301674'],
      ['Betalingskenmerk     Factuur 2026-17', 'Factuur 2026-17'],
      ['Payment reference: Invoice INV-44', 'Invoice INV-44'],
      ['Référence de paiement : Facture F-2026-8', 'Facture F-2026-8'],
    ] as const) {
      assert.equal(referenceIn(line)?.value, value, line);
    }
  });
  it('may be any number that a remark asks to quote, at its side or below it', () => {
    for (const page of [
      'Relatie 88-4711 (bij betaling vermelden)',
      'Policy 88-4711 (please quote with your payment)',
      'Referenz (bitte bei Zahlung angeben)        88-4711',
      'Haftpflichtversicherung VSNR: 88-4711\n(Bei Schriftwechsel und Zahlung bitte angeben.)',
      'Dossier 88-4711 (à rappeler lors du paiement)',
    ]) {
      const found = referenceIn(page);
      assert.equal(found?.value, '88-4711', page);
      assert.ok(found.confidence < 0.8, page);
    }
  });
  it('is no number of many, nor one beside another remark', () => {
    assert.equal(referenceIn('Relatie 884711, dossier 5512 (bij betaling vermelden)'), null);
    assert.equal(referenceIn('Relatie 884711 (bij vragen vermelden)'), null);
  });
});
