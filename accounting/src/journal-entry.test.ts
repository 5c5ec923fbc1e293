import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { debitOrCredit, type EntryLine, entryDifference, reverseLines } from './journal-entry.ts';

const line = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map((amount): EntryLine => ({
  accountId: 'a',
  description: '',
  ...debitOrCredit(amount),
  vat: { code: 'I21', box: '5b', baseMinor: amount * 5n, taxMinor: amount },
  foreign: { currency: 'USD', amountMinor: amount },
}));

describe('journal entry lines', () => {
  it('put an amount on one side only', () => {
    assert.deepEqual(debitOrCredit(5n), { debitMinor: 5n, creditMinor: 0n });
    assert.deepEqual(debitOrCredit(-5n), { debitMinor: 0n, creditMinor: 5n });
  });
  it('together with their reversal come to nothing, VAT and foreign amounts included', () => {
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const reversal = reverseLines(lines);
        assert.equal(entryDifference([...lines, ...reversal]), 0n);
        reversal.forEach((opposite, index) => {
          assert.equal(opposite.vat?.taxMinor, -(lines[index]?.vat?.taxMinor ?? 0n));
          assert.equal(opposite.foreign?.amountMinor, -(lines[index]?.foreign?.amountMinor ?? 0n));
        });
      }),
    );
  });
});
