import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import type pg from 'pg';
import { entryNumber, postEntry } from '../post-entry.ts';
import { query } from '@smart-accounting/database/tenancy/database';
import { tenantSchema } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks, type TestBooks } from '../../testing/open-test-books.ts';
import { chainHash, chainStart, sealEntry } from './canonical-entry.ts';
import { entryColumns, factsOf, linesByEntry } from './read-entries.ts';
import { sealEntries } from './seal-entries.ts';
import { type SealHead, sealHead } from './seal-head.ts';
import { verifySeals } from './verify-seals.ts';

/**
 * Every forgery is made by the database's superuser with all triggers off, is found and named, and is taken back, so
 * that each test begins with books that verify.
 */
let books: TestBooks;
let superuser: pg.Client;
let head: SealHead;
/** The entry that is tampered with. */
let id: string;
let name: string;

before(async () => {
  books = await openTestBooks();
  const accounts = [await books.account('4790'), await books.account('1600')];
  const post = (): ReturnType<typeof postEntry> =>
    books.in(() =>
      postEntry({
        journal: 'MEM',
        entryDate: '2026-04-01',
        description: 'proef',
        postedBy: null,
        lines: accounts.map((accountId, index) => ({
          accountId,
          description: 'regel',
          ...debitOrCredit(index ? -100n : 100n),
        })),
      }),
    );
  await post();
  const victim = await post();
  id = victim.id;
  name = entryNumber(victim);
  await post();
  await books.asSealer(() => sealEntries(100));
  const sealed = await books.in(sealHead);
  assert.ok(sealed);
  head = sealed;
  superuser = await books.test.client('postgres');
  await superuser.query(
    `SET search_path TO ${tenantSchema(books.tenant)}; SET session_replication_role = replica;
     ALTER TABLE ledger_entries DROP CONSTRAINT ledger_entries_check, DROP CONSTRAINT ledger_entries_check1`,
  );
});
after(() => books.close());

/** What is found after this was done to the books; afterwards it is undone. */
async function found(sql: string, heads: readonly SealHead[] = [head]): Promise<string[]> {
  const tables = ['journal_entries', 'ledger_entries', 'seals'];
  for (const table of tables)
    await superuser.query(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
  try {
    await superuser.query(sql.replaceAll('$ID', `'${id}'`));
    const faults = await books.in(() => verifySeals({ noted: heads }));
    return faults.map(({ rule, subject, detail }) =>
      detail.startsWith('line ') ? `${rule} ${subject} ${detail}` : `${rule} ${subject}`,
    );
  } finally {
    for (const table of tables)
      await superuser.query(
        `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM kept_${table}; DROP TABLE kept_${table}`,
      );
    assert.deepEqual(await books.in(() => verifySeals({ noted: heads })), []);
  }
}

const another = "'01920000-0000-7000-8000-00000000abcd'";

describe('a changed row is found and named', () => {
  const entry = {
    entry_date: "'2026-04-02'",
    description: "'other'",
    contact_id: another,
    document_id: another,
    reverses: another,
    posted_by: another,
    posted_at: "posted_at + interval '1 microsecond'",
    journal: "'KAS'",
    fiscal_year: '2025',
    number: '99',
  };
  for (const [column, value] of Object.entries(entry))
    it(`whatever its column: ${column} of an entry`, async () => {
      const faults = await found(`UPDATE journal_entries SET ${column} = ${value} WHERE id = $ID`);
      assert.deepEqual(faults, [`entry_changed ${name}`]);
    });

  const line = {
    account_id: another,
    description: "'other'",
    debit: 'debit + 1',
    credit: 'credit + 1',
    contact_id: another,
    vat_code: "'I21'",
    vat_box: "'5b'",
    vat_base: '0',
    vat_tax: '0',
    currency: "'USD'",
    currency_amount: '1',
  };
  for (const [column, value] of Object.entries(line))
    it(`whatever its column: ${column} of a line`, async () => {
      const faults = await found(
        `UPDATE ledger_entries SET ${column} = ${value} WHERE entry_id = $ID AND line = 2`,
      );
      assert.deepEqual(faults, [`line_changed ${name} line 2`]);
    });
  it('covers every column', async () => {
    const { rows } = await superuser.query<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute WHERE attnum > 0 AND attrelid IN ('journal_entries'::regclass,
         'ledger_entries'::regclass) AND attname NOT IN ('id', 'entry_id', 'line')`,
    );
    const tested = [...Object.keys(entry), ...Object.keys(line)].sort();
    assert.deepEqual(rows.map(({ column }) => column).sort(), tested);
  });
});

describe('a removed row is found and named', () => {
  it('when it is a line', async () => {
    const faults = await found('DELETE FROM ledger_entries WHERE entry_id = $ID AND line = 1');
    assert.deepEqual(faults, [`line_removed ${name} line 1`]);
  });
  it('when it is an entry with its lines', async () => {
    const faults = await found(
      'DELETE FROM ledger_entries WHERE entry_id = $ID; DELETE FROM journal_entries WHERE id = $ID',
    );
    assert.deepEqual(faults, [`entry_removed ${name}`]);
  });
  it('when it is an entry whose lines stay', async () => {
    assert.deepEqual(await found('DELETE FROM journal_entries WHERE id = $ID'), [
      `entry_removed ${name}`,
    ]);
  });
  it('when the last entry goes with its seal, as if it had never been', async () => {
    const last = '(SELECT id FROM journal_entries ORDER BY number DESC LIMIT 1)';
    const faults = await found(
      `DELETE FROM seals WHERE entry_id = ${last}; DELETE FROM ledger_entries WHERE entry_id = ${last};
       DELETE FROM journal_entries WHERE id = ${last}`,
    );
    assert.deepEqual(faults, ['seals_removed seal 3']);
  });
});

describe('an inserted row is found and named', () => {
  it('when it is a line', async () => {
    const faults = await found(
      `INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit)
         SELECT entry_id, 3, account_id, '', 0, 0 FROM ledger_entries WHERE entry_id = $ID AND line = 1`,
    );
    assert.deepEqual(faults, [`line_inserted ${name} line 3`]);
  });
  it('when it takes the place of another', async () => {
    const faults = await found(`UPDATE journal_entries SET id = ${another} WHERE id = $ID;
      UPDATE ledger_entries SET entry_id = ${another} WHERE entry_id = $ID`);
    assert.deepEqual(faults, [`entry_removed ${name}`, `entry_inserted ${name}`]);
  });
  it('and is not sealed by the next job as if it belonged there', async () => {
    const forged = `INSERT INTO journal_entries SELECT ${another}, journal, fiscal_year, 0, entry_date, description,
      contact_id, document_id, reverses, posted_by, posted_at FROM journal_entries WHERE id = $ID`;
    await superuser.query(forged.replaceAll('$ID', `'${id}'`));
    assert.equal(await books.asSealer(() => sealEntries(10)), 0);
    const faults = await books.in(() => verifySeals({ noted: [head] }));
    assert.deepEqual(
      faults.map(({ rule, subject }) => `${rule} ${subject}`),
      ['entry_inserted MEM-2026-0000'],
    );
    await superuser.query(`DELETE FROM journal_entries WHERE id = ${another}`);
  });
});

describe('a changed chain is found', () => {
  it('when a seal is made to fit a changed line', async () => {
    const faults = await found(
      `UPDATE ledger_entries SET debit = 7 WHERE entry_id = $ID AND line = 1;
       UPDATE seals SET line_hashes[1] = sha256('forged') WHERE entry_id = $ID`,
    );
    assert.deepEqual(faults, [`seal_changed ${name}`, `line_changed ${name} line 1`]);
  });
  it('when a seal is taken out of the middle', async () => {
    const faults = await found('DELETE FROM seals WHERE entry_id = $ID');
    assert.deepEqual(faults, ['seal_changed MEM-2026-0003', `entry_inserted ${name}`]);
  });
  it('when all of it is computed anew over changed books, by the head that left the database', async () => {
    await superuser.query('CREATE TABLE honest AS SELECT * FROM seals');
    const forge = `UPDATE ledger_entries SET debit = debit * 2, credit = credit * 2 WHERE entry_id = '${id}'`;
    await superuser.query(forge);
    await superuser.query('DELETE FROM seals');
    await books.asSealer(() => sealEntries(100));
    assert.deepEqual(await books.in(() => verifySeals()), []);
    const faults = await books.in(() => verifySeals({ noted: [head] }));
    assert.deepEqual(
      faults.map(({ rule, subject }) => `${rule} ${subject}`),
      ['head_differs MEM-2026-0003'],
    );
    await superuser.query(
      `DELETE FROM seals; INSERT INTO seals SELECT * FROM honest; DROP TABLE honest;
       UPDATE ledger_entries SET debit = debit / 2, credit = credit / 2 WHERE entry_id = '${id}'`,
    );
    assert.deepEqual(await books.in(() => verifySeals({ noted: [head] })), []);
  });
});

describe('what stands behind an entry', () => {
  /** What is found while the account that all entries use is changed so, and this is what the audit says of it. */
  async function foundOfAccount(change: string, told: object | null): Promise<string[]> {
    const id = await books.account('4790');
    await superuser.query('CREATE TABLE kept_accounts AS SELECT * FROM ledger_accounts');
    await superuser.query(`UPDATE ledger_accounts SET ${change} WHERE id = $1`, [id]);
    if (told)
      await superuser.query(
        `INSERT INTO audit.events (tenant, action, subject, subject_id, before, after)
           VALUES ($1, 'account.changed', 'ledger_account', $2, $3, $4)`,
        [books.tenant, id, { number: '4790', name: 'Algemene kosten' }, told],
      );
    const faults = await books.in(() => verifySeals());
    await superuser.query(
      `DELETE FROM ledger_accounts; INSERT INTO ledger_accounts SELECT * FROM kept_accounts; DROP TABLE kept_accounts;
       DELETE FROM audit.events WHERE action = 'account.changed'`,
    );
    assert.deepEqual(await books.in(() => verifySeals()), []);
    return faults.map(({ rule, subject }) => `${rule} ${subject}`);
  }

  it('is an account: another type is a fault, whatever the audit says', async () => {
    const found = ['account_changed account 4790'];
    assert.deepEqual(await foundOfAccount("type = 'asset'", null), found);
    const told = { number: '4790', name: 'Algemene kosten' };
    assert.deepEqual(await foundOfAccount("type = 'asset'", told), found);
  });
  it('is an account: another name or number is a fault only when nobody tells of it', async () => {
    const renamed = "name = 'Privé', number = '4791'";
    assert.deepEqual(await foundOfAccount(renamed, null), ['account_changed account 4790']);
    assert.deepEqual(await foundOfAccount(renamed, { number: '4791', name: 'Privé' }), []);
    assert.deepEqual(await foundOfAccount(renamed, { number: '4791', name: 'Zakelijk' }), [
      'account_changed account 4790',
    ]);
  });
});

describe('the chain', () => {
  it('is what anybody can compute from the rows and the page that describes it', async () => {
    const computed = await books.in(async () => {
      let hash = chainStart;
      const order = await query<{ id: string; position: bigint }>(
        'SELECT entry_id AS id, position FROM seals ORDER BY position',
      );
      for (const { id: entryId, position } of order) {
        const [entry] = await query<Parameters<typeof sealEntry>[0]>(
          `SELECT ${entryColumns} FROM journal_entries e WHERE e.id = $1`,
          [entryId],
        );
        assert.ok(entry);
        const lines = (await linesByEntry([entryId])).get(entryId) ?? [];
        const facts = await factsOf([entry], new Map([[entryId, lines]]));
        hash = chainHash(hash, position, sealEntry(entry, lines, facts(entry)));
      }
      return hash;
    });
    assert.equal(computed, head.hash);
  });
});
