import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import { Contact } from '@smart-accounting/books/contacts/contact';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import { randomUuidV7 } from '../uuid-v7.ts';
import { afterCommit, query } from './database.ts';
import { withIdentity } from './with-identity.ts';
import { withRelay } from './with-relay.ts';
import { tenantSchema, withTenant } from './with-tenant.ts';

let books: TestBooks;
let other: TenantId;

before(async () => {
  // Sequelize tells on the console when COMMIT is refused, which is what these tests are about.
  mock.method(console, 'warn', () => {});
  books = await openTestBooks();
  other = await books.test.createTenant();
});
after(() => books.close());

function contact(name: string) {
  return {
    id: randomUuidV7(),
    name,
    vatNumber: null,
    kvkNumber: null,
    email: null,
    address: null,
    defaultLedgerAccountId: null,
    defaultVatCode: null,
    paymentDays: null,
  };
}

describe('a unit of work', () => {
  it('keeps two hundred concurrent ones apart, models and hooks included', async () => {
    await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const tenant = index % 2 ? books.tenant : other;
        return withTenant(books.database, tenant, async () => {
          await Promise.all([Contact.create(contact(tenant)), Contact.create(contact(tenant))]);
          const seen = await Contact.findAll();
          assert.ok(seen.every((row) => row.name === tenant));
        });
      }),
    );
    for (const tenant of [books.tenant, other]) {
      assert.equal(await withTenant(books.database, tenant, () => Contact.count()), 200);
    }
  });
  it('leaves nothing behind when it fails, and runs no afterCommit', async () => {
    let ran = false;
    const failing = books.in(async () => {
      await Contact.create(contact('never'));
      afterCommit(() => (ran = true));
      throw new Error('no');
    });
    await assert.rejects(failing, /^Error: no$/);
    assert.equal(await books.in(() => Contact.count({ where: { name: 'never' } })), 0);
    assert.equal(ran, false);
  });
  it('runs no afterCommit when COMMIT itself is refused', async () => {
    let ran = false;
    const refused = books.in(async () => {
      afterCommit(() => (ran = true));
      // Of no entry that is there, which is asked at COMMIT.
      await query(
        "INSERT INTO invoices (id, kind, state, journal_entry_id) VALUES ($1, 'purchase', 'posted', $2)",
        [randomUuidV7(), randomUuidV7()],
      );
    });
    await assert.rejects(refused, /violates foreign key constraint/);
    assert.equal(ran, false);
  });
  it('is refused inside another, because nesting hangs a full pool', async () => {
    await assert.rejects(
      books.in(() => books.in(() => Promise.resolve())),
      /begun inside another/,
    );
  });
  it('is refused for names that are none', async () => {
    const scope = { role: 'a"; DROP SCHEMA platform; --', searchPath: 'platform' };
    await assert.rejects(
      books.database.unitOfWork(scope, () => Promise.resolve()),
      /not a name/,
    );
  });
  it('fails by the role it could not take, whatever its work made of that', async () => {
    const scope = { role: 't_nobody', searchPath: 't_nobody' };
    const refused = /role "t_nobody" does not exist/;
    const ask = () => query('SELECT 1');
    const forgive = () => ask().catch(() => []);
    const nothing = () => Promise.resolve([]);
    for (const work of [ask, forgive, nothing])
      await assert.rejects(books.database.unitOfWork(scope, work), refused);
    assert.deepEqual(await books.in(() => query('SELECT 1 AS n')), [{ n: 1 }]);
  });
  it('answers statements asked at once each with its own rows, models and SQL mixed', async () => {
    const name = randomUuidV7();
    const answers = await books.in(() =>
      Promise.all([
        query('SELECT $1::int AS n', [1]),
        Contact.create(contact(name)).then((row) => row.name),
        Contact.count({ where: { name: 'never' } }),
      ]),
    );
    assert.deepEqual(answers, [[{ n: 1 }], name, 0]);
  });
  it('is needed for every statement: without one the database refuses', async () => {
    await assert.rejects(query('SELECT 1'), /no unit of work/);
    await assert.rejects(Contact.findAll(), /relation "contacts" does not exist/);
    const client = await books.test.client('smart_api');
    await assert.rejects(client.query(`SELECT * FROM ${tenantSchema(books.tenant)}.contacts`), {
      code: '42501',
    });
    await assert.rejects(client.query('SELECT * FROM platform.users'), { code: '42501' });
  });
  it('gives the role back: the next one on the same connection starts without rights', async () => {
    await books.in(() => query('SELECT count(*) FROM contacts'));
    await withIdentity(books.database, async () => {
      await assert.rejects(
        query(`SELECT * FROM ${tenantSchema(books.tenant)}.contacts`),
        /permission denied/,
      );
    });
  });
});

describe('what one role sees of the shared tables', () => {
  it('is its own tenant, its own jobs and no session', async () => {
    await books.in(async () => {
      const tenants = await query<{ id: string }>('SELECT id FROM platform.tenants');
      assert.deepEqual(tenants, [{ id: books.tenant }]);
      await assert.rejects(query('SELECT * FROM platform.sessions'), /permission denied/);
    });
  });
  it('never lets a tenant write for another', async () => {
    const insert = 'INSERT INTO platform.jobs (id, kind, payload) VALUES ($1, $2, $3)';
    await books.in(() => query(insert, [randomUuidV7(), 'ocr', '{}']));
    await withTenant(books.database, other, async () => {
      assert.deepEqual(await query('SELECT id FROM platform.jobs'), []);
      assert.deepEqual(await query("UPDATE platform.jobs SET state = 'done' RETURNING id"), []);
    });
    const forged = 'INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES ($1, $2, $3, $4)';
    await assert.rejects(
      withTenant(books.database, other, () =>
        query(forged, [randomUuidV7(), books.tenant, 'ocr', '{}']),
      ),
      /permission denied/,
    );
  });
  it('is every job for the relay, and no books', async () => {
    const jobs = await withRelay(books.database, () => query('SELECT id FROM jobs'));
    assert.ok(jobs.length >= 1);
    await assert.rejects(
      withRelay(books.database, () => query('SELECT * FROM platform.users')),
      /permission denied/,
    );
  });
  it('is nothing for the owner of the tables, because row-level security is forced', async () => {
    const client = await books.test.client('smart_migrator');
    await client.query('SET ROLE smart_owner');
    const { rows } = await client.query('SELECT * FROM platform.jobs');
    assert.deepEqual(rows, []);
  });
  it('keeps audit events for ever, also against the owner', async () => {
    await books.in(() =>
      query(
        "INSERT INTO audit.events (action, subject, subject_id) VALUES ('test.done', 'test', '1')",
      ),
    );
    await books.in(async () => {
      await assert.rejects(query("UPDATE audit.events SET action = 'x'"), /permission denied/);
    });
    const client = await books.test.client('smart_migrator');
    await client.query('SET ROLE smart_owner');
    await assert.rejects(client.query('TRUNCATE audit.events'), { code: 'SA003' });
  });
});
