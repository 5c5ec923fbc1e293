import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import type { TenantId } from '@smart-accounting/worker-contract';
import fc from 'fast-check';
import { LedgerAccount } from './ledger-account.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks, type TestBooks } from '../testing/open-test-books.ts';
import { idempotentRequest } from '@smart-accounting/database/idempotency/idempotency';
import { ledgerRefusal } from './ledger-refusal.ts';
import { postEntry } from './post-entry.ts';
import { reverseEntry } from './reverse-entry.ts';
import { verifyLedger } from './verify-ledger.ts';

const journals = ['MEM', 'KAS', 'INK'] as const;
const accounts = ['1000', '1600', '4790', '8000'] as const;
type Journal = (typeof journals)[number];

/** What may happen to books; months are of 2026, amounts are debits above zero and credits below, in cents. */
type Step =
  | {
      does: 'post';
      journal: Journal;
      month: number;
      amounts: readonly bigint[];
      key: number | null;
    }
  | { does: 'reverse'; which: number; month: number }
  | { does: 'close'; month: number }
  | { does: 'open'; month: number };

const month = fc.integer({ min: 1, max: 4 });
const amounts = fc.oneof(
  { weight: 4, arbitrary: fc.bigInt({ min: 1n, max: 10n ** 12n }).map((x) => [x, -x]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.bigInt({ min: 1n, max: 999n }), fc.bigInt({ min: 1n, max: 999n }))
      .map(([x, y]) => [x, y, -x - y]),
  },
  { weight: 1, arbitrary: fc.array(fc.bigInt({ min: -500n, max: 500n }), { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.array(fc.constant(0n), { maxLength: 4 }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('post' as const),
      journal: fc.constantFrom(...journals),
      month,
      amounts,
      key: fc.option(fc.integer({ min: 1, max: 3 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('reverse' as const), which: fc.nat(9), month }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constantFrom('close', 'open'), month }) },
);

/** Books as a child would keep them: a list of entries, and nothing that could go wrong. */
class NaiveLedger {
  readonly entries: {
    journal: Journal;
    month: number;
    amounts: readonly bigint[];
    reversed: boolean;
  }[] = [];
  readonly closed = new Set<number>();
  readonly keys = new Set<number>();

  /** Does the step, or says that it must be refused. */
  apply(step: Step): string {
    if (step.does === 'close') this.closed.add(step.month);
    else if (step.does === 'open') this.closed.delete(step.month);
    else if (step.does === 'post') return this.#post(step);
    else return this.#reverse(step);
    return 'accepted';
  }

  numberOf(journal: Journal): number {
    return this.entries.filter((entry) => entry.journal === journal).length;
  }

  balances(): Record<string, bigint> {
    const sums: Record<string, bigint> = Object.fromEntries(accounts.map((one) => [one, 0n]));
    for (const { amounts: lines } of this.entries)
      lines.forEach((amount, line) => {
        const account = accountOf(line);
        sums[account] = (sums[account] ?? 0n) + amount;
      });
    return sums;
  }

  #post({ journal, month: at, amounts: lines, key }: Extract<Step, { does: 'post' }>): string {
    if (key !== null && this.keys.has(key)) return 'refused';
    if (this.closed.has(at)) return 'refused';
    if (lines.length < 2 || lines.reduce((sum, one) => sum + one, 0n) !== 0n) return 'refused';
    if (lines.every((amount) => amount === 0n)) return 'refused';
    if (key !== null) this.keys.add(key);
    this.entries.push({ journal, month: at, amounts: lines, reversed: false });
    return 'accepted';
  }

  #reverse({ which, month: at }: Extract<Step, { does: 'reverse' }>): string {
    const entry = this.entries[which];
    if (!entry) return 'nothing there';
    if (entry.reversed || this.closed.has(at) || at < entry.month) return 'refused';
    entry.reversed = true;
    const opposite = entry.amounts.map((amount) => -amount);
    const { journal } = entry;
    this.entries.push({ journal, month: at, amounts: opposite, reversed: false });
    return 'accepted';
  }
}

function accountOf(line: number): string {
  return accounts[line % accounts.length] ?? '1000';
}

describe('the ledger beside a naive one', () => {
  let books: TestBooks;
  before(async () => {
    mock.method(console, 'warn', () => {}); // Sequelize tells when COMMIT is refused
    books = await openTestBooks(2);
  });
  after(() => books.close());

  it('accepts and refuses the same, gives the same numbers and ends with the same balances', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const tenant = await books.test.createTenant();
        const ledger = await openLedger(books, tenant);
        const naive = new NaiveLedger();
        for (const one of steps) {
          assert.equal(await ledger.apply(one), naive.apply(one), JSON.stringify(one, printed));
          if (one.does === 'post')
            assert.equal(await ledger.lastNumber(one.journal), naive.numberOf(one.journal));
        }
        assert.deepEqual(await ledger.balances(), naive.balances());
        assert.deepEqual(await ledger.faults(), []);
      }),
      { numRuns: 12 },
    );
  });
});

const printed = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? value.toString() : value;

/** The real one, told the same steps. */
async function openLedger({ database }: TestBooks, tenant: TenantId) {
  const run = <T>(work: () => Promise<T>): Promise<T> => withTenant(database, tenant, work);
  const ids = new Map<string, string>();
  for (const { number, id } of await run(() => LedgerAccount.findAll())) ids.set(number, id);
  const posted: string[] = [];
  const dateIn = (at: number): string => `2026-0${at}-15`;

  const act = async (one: Step): Promise<string> => {
    if (one.does === 'reverse') {
      const id = posted[one.which];
      if (id === undefined) return 'nothing there';
      const entry = await reverseEntry(id, { entryDate: dateIn(one.month), postedBy: null });
      if (entry) posted.push(entry.id);
    } else if (one.does === 'post') {
      const request = one.key === null ? undefined : idempotentRequest(`key-${one.key}`, 'post');
      const lines = one.amounts.map((amount, line) => ({
        accountId: ids.get(accountOf(line)) ?? '',
        description: `regel ${line}`,
        ...debitOrCredit(amount),
      }));
      const entry = await postEntry(
        {
          journal: one.journal,
          entryDate: dateIn(one.month),
          description: 'proef',
          postedBy: null,
          lines,
        },
        request,
      );
      return entry.id;
    } else {
      const status = one.does === 'close' ? 'closed' : 'open';
      await query('UPDATE fiscal_periods SET status = $1 WHERE year = 2026 AND number = $2', [
        status,
        one.month,
      ]);
    }
    return 'accepted';
  };

  return {
    apply: async (one: Step): Promise<string> => {
      const before = posted.length;
      try {
        const answer = await run(() => act(one));
        if (one.does === 'post') posted.push(answer);
        return answer === 'nothing there' ? answer : 'accepted';
      } catch (error) {
        posted.length = before;
        if (ledgerRefusal(error) === null) throw error;
        return 'refused';
      }
    },
    lastNumber: async (journal: Journal): Promise<number> => {
      const rows = await run(() =>
        query<{ last: bigint }>(
          `SELECT coalesce(max(last_number), 0)::bigint AS last FROM journal_counters
           WHERE journal = $1 AND fiscal_year = 2026`,
          [journal],
        ),
      );
      return Number(rows[0]?.last ?? 0n);
    },
    balances: async (): Promise<Record<string, bigint>> => {
      const rows = await run(() =>
        query<{ number: string; balance: bigint }>(
          `SELECT a.number, coalesce(sum(l.debit - l.credit), 0)::bigint AS balance FROM ledger_accounts a
           LEFT JOIN ledger_entries l ON l.account_id = a.id WHERE a.number = ANY ($1) GROUP BY a.number`,
          [[...accounts]],
        ),
      );
      return Object.fromEntries(rows.map(({ number, balance }) => [number, balance]));
    },
    faults: () => run(() => verifyLedger()),
  };
}
