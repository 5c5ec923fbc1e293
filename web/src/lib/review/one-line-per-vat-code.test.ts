import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { oneLinePerVatCode } from './one-line-per-vat-code.ts';
import type { LineDraft } from './review-changes.ts';

function line(key: number, change: Partial<LineDraft>): LineDraft {
  return {
    key,
    description: `Regel ${key}`,
    quantity: '2',
    unit_price: '5.00',
    net_amount: '10.00',
    vat_code: 'I21',
    ledger_account_id: 'office',
    account_source: 'history',
    account_certain: true,
    ...change,
  };
}

const described = (first: string, others: number) => `${first} +${others}`;

describe('oneLinePerVatCode', () => {
  it('adds the amounts of each code, and leaves a line alone that stands alone', () => {
    const alone = line(2, { vat_code: 'I9' });
    const [joined, other, ...none] = oneLinePerVatCode(
      [line(1, {}), alone, line(3, { net_amount: '-2.50' }), line(4, { net_amount: null })],
      described,
    );
    assert.deepEqual(joined, {
      ...line(1, {}),
      description: 'Regel 1 +2',
      quantity: null,
      unit_price: null,
      net_amount: '7.50',
    });
    assert.equal(other, alone);
    assert.deepEqual(none, []);
  });

  it('asks a person where the accounts differed, or one of them was a doubt', () => {
    const account = (lines: readonly LineDraft[]) =>
      oneLinePerVatCode(lines, described).map((joined) => [
        joined.ledger_account_id,
        joined.account_source,
        joined.account_certain,
      ]);
    const large = { net_amount: '-99.00', ledger_account_id: 'rent' };
    assert.deepEqual(account([line(1, {}), line(2, large)]), [['rent', 'default', false]]);
    const unsure = { account_source: 'default', account_certain: false } as const;
    assert.deepEqual(account([line(1, {}), line(2, unsure)]), [['office', 'default', false]]);
  });
});
