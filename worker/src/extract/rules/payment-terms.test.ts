import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainWords } from '../patterns/plain-letters.ts';
import { paidWords } from './payment-terms.ts';

const saysPaid = (text: string): boolean => paidWords.test(plainWords(text).join(' '));

describe('the words that an invoice is paid', () => {
  it('are those of a stamp with its day', () => {
    for (const text of [
      'BETAALD 05-11-2026',
      'Voldaan: 5 november 2026',
      'PAID - 05/11/2026',
      'Bezahlt 05.11.2026',
      'Payée 05/11/2026',
    ]) {
      assert.ok(saysPaid(text), text);
    }
  });
  it('are not those of another sentence with a day or a number', () => {
    for (const text of [
      'Betaald wordt voor 05-11-2026',
      'Niet betaald 05-11-2026',
      'Te betalen 05-11-2026',
      'Betaald 12,00',
      'Bezahlt 3 von 4 Raten',
      'Paid 14 days after receipt',
    ]) {
      assert.ok(!saysPaid(text), text);
    }
  });
});
