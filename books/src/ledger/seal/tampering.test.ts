// Attacks on sealed books of which verification said nothing once: by the database's superuser, with all triggers off.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { postEntry } from '../post-entry.ts';
import { verifyBooks } from '../verify-books.ts';
import { folderStorage } from '@smart-accounting/database/storage/folder-storage';
import { query } from '@smart-accounting/database/tenancy/database';
import { tenantSchema, withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { openTestBooks, type TestBooks } from '../../testing/open-test-books.ts';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { stretches } from './read-seals.ts';
import { formatHead, publishedHeads, publishHead, sealHead } from './seal-head.ts';
import { sealEntries } from './seal-entries.ts';

let books: TestBooks;
let superuser: pg.Client;
let folder: string;
let tenant: TenantId;
let contact: string;
let document: string;

before(async () => {
  books = await openTestBooks();
  folder = await mkdtemp(path.join(tmpdir(), 'heads-'));
  superuser = await books.test.client('postgres');
});
after(async () => {
  await books.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  tenant = tenantIdSchema.parse(await books.test.createTenant());
  contact = randomUuidV7();
  document = randomUuidV7();
  await inBooks(async () => {
    await query("INSERT INTO contacts (id, name) VALUES ($1, 'De Molen')", [contact]);
    await query(
      "INSERT INTO documents (id, sha256, file_name, media_type, byte_size) VALUES ($1, $2, 'x', 'application/pdf', 1)",
      [document, createHash('sha256').update(document).digest('hex')],
    );
  });
  for (let n = 0; n < 3; n++) await post();
  await sealAndPublish();
  assert.deepEqual(await found(), []);
});

const store = () => folderStorage(folder);
const inBooks = <T>(work: () => Promise<T>): Promise<T> => withTenant(books.database, tenant, work);

async function post(): Promise<void> {
  await inBooks(async () => {
    const accounts = await query<{ id: string }>(
      "SELECT id FROM ledger_accounts WHERE number IN ('1600', '4790') ORDER BY number",
    );
    await postEntry({
      journal: 'MEM',
      entryDate: '2026-04-01',
      description: 'proef',
      postedBy: null,
      contactId: contact,
      documentId: document,
      lines: accounts.map(({ id }, index) => ({
        accountId: id,
        description: '',
        contactId: index === 0 ? contact : null,
        ...debitOrCredit(index ? 100n : -100n),
      })),
    });
  });
}

async function sealAndPublish(): Promise<void> {
  await books.asSealer(() => sealEntries(100), tenant);
  const head = await inBooks(sealHead);
  assert.ok(head);
  await publishHead(store(), tenant, head);
}

async function tamper(sql: string): Promise<void> {
  await superuser.query(
    `SET search_path TO ${tenantSchema(tenant)}; SET session_replication_role = replica; ${sql}`,
  );
}

/** Rule and subject of each fault; against the store of heads, unless that could not be read. */
async function found(withHeads = true): Promise<string[]> {
  const published = withHeads ? await publishedHeads(store(), tenant) : null;
  const faults = await books.asSealer(() => verifyBooks({ published }), tenant);
  return faults.map(({ rule, subject }) => `${rule} ${subject}`);
}

describe('verification names', () => {
  it('the newest seal when all heads were deleted', async () => {
    await rm(path.join(folder, tenant), { recursive: true });
    assert.deepEqual(await found(), ['head_missing MEM-2026-0003']);
    assert.deepEqual(await found(false), []); // nothing is known of heads then
  });
  it('a head whose seal is gone, when the newest entry went with its seal and its number', async () => {
    const newest = '(SELECT id FROM journal_entries ORDER BY number DESC LIMIT 1)';
    await tamper(
      `DELETE FROM seals WHERE entry_id = ${newest}; DELETE FROM ledger_entries WHERE entry_id = ${newest};
       DELETE FROM journal_entries WHERE id = ${newest}; UPDATE journal_counters SET last_number = 2`,
    );
    assert.deepEqual(await found(), ['seals_removed seal 3', 'head_missing MEM-2026-0002']);
  });
  it('the same when the heads are gone, too, by what an earlier verification noted in the audit', async () => {
    const head = await inBooks(sealHead);
    assert.ok(head);
    await superuser.query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after)
         VALUES ($1, 'ledger.verified', 'tenant', $1, $2)`,
      [tenant, { faults: 0, head: formatHead(head) }],
    );
    const newest = '(SELECT id FROM journal_entries ORDER BY number DESC LIMIT 1)';
    await tamper(
      `DELETE FROM seals WHERE entry_id = ${newest}; DELETE FROM ledger_entries WHERE entry_id = ${newest};
       DELETE FROM journal_entries WHERE id = ${newest}; UPDATE journal_counters SET last_number = 2`,
    );
    assert.deepEqual(await found(false), ['seals_removed seal 3']);
  });
  it('an entry that has had no seal for more than ten minutes, in books that were active all the while', async () => {
    await post();
    assert.deepEqual(await found(), []);
    const early = "posted_at = now() - interval '11 minutes'";
    await tamper(`UPDATE journal_entries SET ${early} WHERE number = 4`);
    assert.deepEqual(await found(), []); // made, restored or resumed a moment ago
    const since = (interval: string, state: string): Promise<unknown> =>
      superuser.query(
        `UPDATE platform.tenants SET state = $3, active_since = now() - $2::interval WHERE id = $1`,
        [tenant, interval, state],
      );
    await since('1 day', 'suspended');
    assert.deepEqual(await found(), []);
    await since('1 day', 'active');
    assert.deepEqual(await found(), ['entry_unsealed MEM-2026-0004']);
    await sealAndPublish();
    assert.deepEqual(await found(), []);
  });
  it('a hole in the numbers', async () => {
    await tamper(
      `DELETE FROM ledger_entries WHERE entry_id = (SELECT id FROM journal_entries WHERE number = 2);
       DELETE FROM journal_entries WHERE number = 2`,
    );
    assert.deepEqual(await found(), ['gap_in_numbers MEM-2026', 'entry_removed MEM-2026-0002']);
  });
  it('another name of a contact, unless the audit tells of it', async () => {
    await tamper(`UPDATE contacts SET name = 'De Moler' WHERE id = '${contact}'`);
    assert.deepEqual(await found(), ['contact_changed contact De Molen']);
    await superuser.query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, before, after)
         VALUES ($1, 'contact.changed', 'contact', $2, '{}', '{}'), ($1, 'contact.changed', 'contact', $2, '{"name": 1}', NULL)`,
      [tenant, contact],
    );
    assert.deepEqual(await found(), ['contact_changed contact De Molen']);
    await superuser.query(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, before, after)
         VALUES ($1, 'contact.changed', 'contact', $2, '{"name": "De Molen"}', '{"name": "De Moler"}')`,
      [tenant, contact],
    );
    assert.deepEqual(await found(), []);
  });
  it('another file of a posted document', async () => {
    await tamper(`UPDATE documents SET sha256 = repeat('f', 64) WHERE id = '${document}'`);
    assert.deepEqual(await found(), [`document_changed document ${document}`]);
  });
  it('what a seal says of names, when it was made to fit', async () => {
    await tamper(
      `UPDATE contacts SET name = 'De Moler' WHERE id = '${contact}';
       UPDATE seals SET contacts = jsonb_build_object('${contact}', 'De Moler')`,
    );
    assert.ok((await found()).includes('entry_changed MEM-2026-0001'));
  });
  it('an earlier verdict whose head is none, and goes on', async () => {
    await tamper(`UPDATE contacts SET name = 'De Moler' WHERE id = '${contact}'`);
    const { rows } = await superuser.query<{ id: bigint }>(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after)
         SELECT $1, 'ledger.verified', 'tenant', $1, jsonb_build_object('faults', 0, 'head', head)
         FROM unnest(ARRAY['"x"', '0', '{}', '""']::jsonb[]) AS head RETURNING id`,
      [tenant],
    );
    assert.deepEqual(await found(), [
      ...rows.map(({ id }) => `head_unreadable audit event ${id}`),
      'contact_changed contact De Molen',
    ]);
  });
  for (const forged of [
    "accounts = 'null'",
    "contacts = 'null'",
    "accounts = '[]'",
    'accounts = \'{"x": 1}\'',
    'accounts = \'{"01920000-0000-7000-8000-00000000abcd": null}\'',
    'contacts = \'{"01920000-0000-7000-8000-00000000abcd": 1}\'',
    'contacts = \'{"x": "De Molen"}\'',
  ])
    it(`a seal that cannot be read, and goes on: ${forged}`, async () => {
      await tamper(
        `ALTER TABLE seals DROP CONSTRAINT seals_accounts_check, DROP CONSTRAINT seals_contacts_check;
         UPDATE seals SET ${forged} WHERE number = 2;
         UPDATE journal_entries SET description = 'forged' WHERE number = 3`,
      );
      assert.deepEqual(await found(), [
        'seal_unreadable MEM-2026-0002',
        'entry_changed MEM-2026-0003',
      ]);
    });
  it('more faults of one seal than a call has room for', async () => {
    await tamper(
      `UPDATE seals SET line_numbers = ARRAY(SELECT generate_series(1, 200000)),
         line_hashes = array_fill('\\x00'::bytea, ARRAY[200000]) WHERE number = 2`,
    );
    const faults = await found();
    assert.equal(faults[0], 'seal_changed MEM-2026-0002');
    assert.equal(faults.length, 1 + 200_000);
  });
});

describe('a walk along the chain', () => {
  it('ends its statements before its unit of work, when what it gave cannot be used', async () => {
    const walk = async (): Promise<void> => {
      for await (const { seals } of stretches()) throw new Error(`refused ${seals.length} seals`);
    };
    await assert.rejects(books.asSealer(walk, tenant), /refused 3 seals/);
    assert.deepEqual(await found(), []);
  });
  it('tells in its turn that the server refused what was read ahead', async () => {
    const walk = async (): Promise<void> => {
      for await (const { seals } of stretches()) {
        assert.equal(seals.length, 3);
        await assert.rejects(query('SELECT 1 / 0'), { code: '22012' });
        await assert.rejects(query('SELECT 1'), { code: '25P02' });
      }
    };
    await assert.rejects(books.asSealer(walk, tenant), { code: '25P02' });
    assert.deepEqual(await found(), []);
  });
});
