import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { debitOrCredit, type EntryLine } from '@smart-accounting/accounting/journal-entry';
import fc from 'fast-check';
import { query } from '@smart-accounting/database/tenancy/database';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';
import {
  idempotentRequest,
  IdempotencyKeyReused,
  keptAnswer,
} from '@smart-accounting/database/idempotency/idempotency';
import { ledgerRefusal } from './ledger-refusal.ts';
import { entryNumber, postEntry } from './post-entry.ts';
import { reverseEntry } from './reverse-entry.ts';
import { verifyLedger } from './verify-ledger.ts';

let books: TestBooks;
let costs: string;
let payables: string;

before(async () => {
  // Sequelize tells on the console when COMMIT is refused, which is what these tests are about.
  mock.method(console, 'warn', () => {});
  books = await openTestBooks(16);
  costs = await books.account('4790');
  payables = await books.account('1600');
});
after(() => books.close());

const lines = (...amounts: readonly bigint[]): EntryLine[] =>
  amounts.map((amount, index) => ({
    accountId: index % 2 ? payables : costs,
    description: `regel ${index}`,
    ...debitOrCredit(amount),
  }));
const draft = (journal: string, amount: bigint, entryDate = '2026-04-01') => ({
  journal,
  entryDate,
  description: 'proef',
  postedBy: null,
  lines: lines(amount, -amount),
});

describe('posting', () => {
  it('numbers without gaps per journal and year under 16 concurrent writers, some of whom fail', async () => {
    const attempts = Array.from({ length: 320 }, (_, index) => {
      const wrong = index % 5 === 0;
      const journal = index % 2 ? 'MEM' : 'KAS';
      const entry = draft(journal, 100n, index % 3 ? '2026-04-01' : '2025-04-01');
      return books
        .in(() => postEntry(wrong ? { ...entry, lines: lines(100n, -99n) } : entry))
        .catch(() => null);
    });
    const posted = (await Promise.all(attempts)).filter((entry) => entry !== null);
    assert.equal(posted.length, 256);
    const rows = await books.in(() =>
      query<{ gaps: bigint; entries: bigint }>(
        `SELECT count(*) FILTER (WHERE number <> expected) AS gaps, count(*) AS entries FROM (
           SELECT number, row_number() OVER (PARTITION BY journal, fiscal_year ORDER BY number) AS expected
           FROM journal_entries) AS numbered`,
      ),
    );
    assert.deepEqual(rows, [{ gaps: 0n, entries: 256n }]);
    assert.deepEqual(await books.in(verifyLedger), []);
  });
  it('keeps amounts exact to the last of nineteen digits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.bigInt({ min: 1n, max: 2n ** 62n }), async (amount) => {
        const { id } = await books.in(() => postEntry(draft('MEM', amount)));
        const rows = await books.in(() =>
          query<{ debit: bigint }>(
            'SELECT debit FROM ledger_entries WHERE entry_id = $1 AND line = 1',
            [id],
          ),
        );
        assert.deepEqual(rows, [{ debit: amount }]);
      }),
      { numRuns: 25 },
    );
  });
  it('names an entry by journal, year and number', () => {
    assert.equal(entryNumber({ journal: 'INK', fiscalYear: 2026, number: 147 }), 'INK-2026-0147');
    assert.equal(
      entryNumber({ journal: 'INK', fiscalYear: 2026, number: 12_345 }),
      'INK-2026-12345',
    );
  });
  it('tells by which rule the database refused', async () => {
    const refusal = async (work: () => Promise<unknown>): Promise<unknown> => {
      try {
        await books.in(work);
        return 'accepted';
      } catch (error) {
        return ledgerRefusal(error);
      }
    };
    assert.equal(
      await refusal(() => postEntry({ ...draft('MEM', 1n), lines: lines(1n) })),
      'unbalanced',
    );
    assert.equal(
      await refusal(() => postEntry(draft('MEM', 1n, '1990-01-01'))),
      'no_fiscal_period',
    );
    await books.in(() =>
      query("UPDATE fiscal_periods SET status = 'closed' WHERE year = 2024 AND number = 1"),
    );
    assert.equal(await refusal(() => postEntry(draft('MEM', 1n, '2024-01-31'))), 'period_closed');
    assert.equal(await refusal(() => query('SELECT 1 / 0')), null);
  });
  it('keeps VAT, contact and foreign amount on the line', async () => {
    const [first, second] = lines(121n, -121n);
    assert.ok(first && second);
    const vat = { code: 'I21', box: '5b', baseMinor: 100n, taxMinor: 21n } as const;
    const entry = {
      ...draft('MEM', 0n),
      lines: [{ ...first, vat, foreign: { currency: 'USD', amountMinor: 130n } }, second],
    };
    const { id } = await books.in(() => postEntry(entry));
    const rows = await books.in(() =>
      query(
        'SELECT vat_code, vat_box, vat_base, vat_tax, currency, currency_amount FROM ledger_entries WHERE entry_id = $1 AND line = 1',
        [id],
      ),
    );
    assert.deepEqual(rows, [
      {
        vat_code: 'I21',
        vat_box: '5b',
        vat_base: 100n,
        vat_tax: 21n,
        currency: 'USD',
        currency_amount: 130n,
      },
    ]);
  });
});

describe('an idempotency key', () => {
  const request = idempotentRequest('key-1', 'post', { amount: 1 });

  it('is kept in the same statement as the entry', async () => {
    const posted = await books.in(() => postEntry(draft('MEM', 5n), request));
    assert.deepEqual(await books.in(() => keptAnswer(request)), { entry: posted.id });
  });
  it('stops a second posting, also at the same moment', async () => {
    const twice = idempotentRequest('key-2', 'post', {});
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, () => books.in(() => postEntry(draft('KAS', 7n), twice))),
    );
    assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const result of results) {
      if (result.status === 'rejected') assert.equal(ledgerRefusal(result.reason), 'key_in_use');
    }
    assert.deepEqual(await books.in(verifyLedger), []);
  });
  it('answers nothing to another request', async () => {
    await assert.rejects(
      books.in(() => keptAnswer(idempotentRequest('key-1', 'post', { amount: 2 }))),
      IdempotencyKeyReused,
    );
    assert.equal(await books.in(() => keptAnswer(idempotentRequest('unused', 'post'))), null);
  });
});

describe('a reversal', () => {
  it('is the exact opposite in the same journal, once', async () => {
    const { id } = await books.in(() => postEntry(draft('MEM', 250n)));
    const reversal = await books.in(() => reverseEntry(id, { postedBy: null }));
    assert.ok(reversal);
    const rows = await books.in(() =>
      query<{ balance: bigint }>(
        'SELECT sum(debit - credit)::bigint AS balance FROM ledger_entries WHERE entry_id IN ($1, $2) GROUP BY account_id',
        [id, reversal.id],
      ),
    );
    assert.deepEqual(rows, [{ balance: 0n }, { balance: 0n }]);
    await assert.rejects(
      books.in(() => reverseEntry(id, { postedBy: null })),
      (error) => ledgerRefusal(error) === 'already_reversed',
    );
  });
  it('of nothing is null', async () => {
    assert.equal(
      await books.in(() =>
        reverseEntry('00000000-0000-7000-8000-000000000000', { postedBy: null }),
      ),
      null,
    );
  });
});

describe('verifying the ledger', () => {
  /** The database's superuser can do what nobody else can; `verify` finds and names it. */
  const asSuperuser = async (sql: string): Promise<void> => {
    const client = await books.test.client('postgres');
    await client.query(
      `SET search_path TO t_${books.tenant}; SET session_replication_role = replica; ${sql}`,
    );
    await client.end();
  };
  const rulesFound = async (): Promise<string[]> =>
    [...new Set((await books.in(verifyLedger)).map(({ rule }) => rule))].sort();

  it('finds a changed amount, and the books as a whole out of balance', async () => {
    await asSuperuser(
      'UPDATE ledger_entries SET debit = debit + 1 WHERE line = 1 AND entry_id = (SELECT id FROM journal_entries LIMIT 1)',
    );
    assert.deepEqual(await rulesFound(), ['books_unbalanced', 'unbalanced_entry']);
    await asSuperuser(
      'UPDATE ledger_entries SET debit = debit - 1 WHERE line = 1 AND entry_id = (SELECT id FROM journal_entries LIMIT 1)',
    );
    assert.deepEqual(await rulesFound(), []);
  });
  it('finds a removed entry by the gap it leaves', async () => {
    const { id } = await books.in(() => postEntry(draft('BNK', 9n)));
    await books.in(() => postEntry(draft('BNK', 9n)));
    await asSuperuser(
      `DELETE FROM ledger_entries WHERE entry_id = '${id}'; DELETE FROM journal_entries WHERE id = '${id}'`,
    );
    assert.deepEqual(await rulesFound(), ['gap_in_numbers']);
  });
});
