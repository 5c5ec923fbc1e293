import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryByAccount, type EntrySide } from './entry-by-account.ts';

const side = (number: string, debit: string, credit: string): EntrySide => ({
  ledger_account: { id: number, number, name: `Account ${number}` },
  debit,
  credit,
});

describe('entryByAccount', () => {
  it('adds what stands on one side of an account, and keeps its sides apart', () => {
    const rows = entryByAccount([
      side('4520', '10.00', '0.00'),
      side('1510', '2.10', '0.00'),
      side('4520', '5.50', '0.00'),
      side('1510', '0.00', '1.00'),
      side('1600', '0.00', '16.60'),
    ]);
    assert.deepEqual(
      rows.map(({ ledger_account: { number }, debit, credit }) => [number, debit, credit]),
      [
        ['4520', '15.50', '0.00'],
        ['1510', '2.10', '0.00'],
        ['1510', '0.00', '1.00'],
        ['1600', '0.00', '16.60'],
      ],
    );
  });
});
