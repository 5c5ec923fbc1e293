// What a process that was taken over tries with its own login, and is refused. `$A` is the tenant whose role it may take,
// `$B` another one, `$ENTRY` an entry of A.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import { openTestBooks, type TestBooks } from '@smart-accounting/books/testing';
import type { TestLogin } from '../../src/testing/test-database.ts';
import { randomUuidV7 } from '../../src/uuid-v7.ts';

interface Attacks {
  readonly login: TestLogin;
  /** What it becomes first; absent: nothing, as a login that forgot to. */
  readonly role?: string;
  /** Refused: no right to. */
  readonly denied: readonly string[];
  /** Refused: a row that has not the form of its table. */
  readonly malformed?: readonly string[];
  /** Not refused, and without any effect: it sees no such row. */
  readonly futile?: readonly string[];
}

const job = (kind: string, payload = '{}', columns = ''): string =>
  `INSERT INTO platform.jobs (id, kind, payload${columns && `, ${columns.split('=')[0]}`})
     VALUES (gen_random_uuid(), '${kind}', '${payload}'${columns && `, ${columns.split('=')[1]}`})`;
const finish = (kind: string): string =>
  `UPDATE platform.jobs SET state = 'done' WHERE kind = '${kind}' RETURNING id`;
const post = `SELECT post_entry(gen_random_uuid(), 'MEM', '2026-01-01', '', NULL, NULL, NULL, NULL, (SELECT jsonb_agg(
  jsonb_build_object('line', n, 'account_id', (SELECT id FROM ledger_accounts LIMIT 1), 'description', '', 'debit', n % 2,
  'credit', (n + 1) % 2)) FROM generate_series(1, 2) n), NULL, NULL)`;
const entry =
  "INSERT INTO journal_entries (id, journal, entry_date, description) VALUES (gen_random_uuid(), 'MEM', '2026-01-01', '')";
const seal = `INSERT INTO seals (position, entry_id, journal, fiscal_year, number, accounts, contacts, entry_hash, line_numbers, line_hashes, hash)
  VALUES (99, gen_random_uuid(), 'MEM', 2026, 99, '{}', '{}', sha256('x'), '{}', '{}', sha256('x'))`;
/** What a verification is said to have found. */
const verdict = (found: string): string =>
  `INSERT INTO audit.events (tenant, action, subject, subject_id, after) VALUES ('$B', 'ledger.verified', 'tenant', '$B', '${found}')`;
const request = (verb: string): string =>
  `INSERT INTO platform.tenant_requests (id, tenant, verb, asked_by, reason) VALUES (gen_random_uuid(), '$B', '${verb}', 'x', 'because I want it')`;
/** Jobs as the old provisioner took them: with them a tenant's role erased any company. */
const provision = job('provision', '{"verb":"erase","force_before":"2099-01-01"}');
const everyRequest = [
  'create',
  'migrate',
  'restore',
  'suspend',
  'resume',
  'erase',
  'erase_early',
].map(request);
const outside = [
  'SET ROLE smart_owner',
  'SET ROLE smart_migrator',
  'SET ROLE t_$B',
  'CREATE TABLE public.mine (x int)',
  'CREATE TEMPORARY TABLE mine (x int)',
  'SELECT lo_create(0)',
  'SELECT pg_advisory_lock(1)',
  'SELECT pg_try_advisory_xact_lock(1)',
  'SET session_replication_role = replica',
  // It would take their policies away from all tenants.
  'DROP OWNED BY smart_tenant',
  'DROP OWNED BY smart_tenant_reader',
  'DROP OWNED BY CURRENT_USER',
  "SELECT pg_read_file('/etc/passwd')",
  "COPY (SELECT 1) TO PROGRAM 'true'",
];
const othersBooks = [
  'SELECT * FROM t_$B.journal_entries',
  'SELECT * FROM t_$B.documents',
  'SELECT t_$B.request_seal()',
  "SELECT t_$B.lock_file('x')",
  'SELECT t_$B.lock_new_contacts()',
];
const identity = [
  'SELECT * FROM platform.sessions',
  'SELECT password_hash FROM platform.users',
  'SELECT key_hash FROM platform.api_keys',
  'SELECT * FROM platform.links',
  "UPDATE platform.tenants SET state = 'erased'",
  'DELETE FROM platform.tenants',
  "INSERT INTO platform.tenants (id, name) VALUES ('abcdefghijkl', 'x')",
  "SELECT platform.register_tenant('abcdefghijkl', 'x', NULL, NULL, 'x', 'x')",
];
const ledger = [
  entry,
  'INSERT INTO ledger_entries (entry_id, line, account_id, description, debit, credit) SELECT entry_id, 3, account_id, $$$$, 1, 0 FROM ledger_entries LIMIT 1',
  'UPDATE ledger_entries SET debit = 7',
  'DELETE FROM journal_entries',
  'TRUNCATE ledger_entries',
  'UPDATE journal_counters SET last_number = 0',
  'DELETE FROM seals',
  seal,
  'ALTER TABLE journal_entries DISABLE TRIGGER ALL',
];
const audit = [
  "UPDATE audit.events SET action = 'x'",
  'DELETE FROM audit.events',
  'TRUNCATE audit.events',
];
/** Would hold up every tenant, for as long as its transaction is left open. */
const locks = [
  ...[
    'platform.memberships',
    'platform.invitations',
    'platform.api_keys',
    'platform.users',
    'platform.sessions',
    'platform.tenants',
    'platform.quotas',
    'platform.monthly_usage',
    'platform.jobs',
    'audit.events',
  ].map((table) => `LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`),
  'LOCK TABLE platform.jobs IN SHARE MODE',
];
const removals = [
  'SELECT platform.remove_membership(gen_random_uuid())',
  'SELECT platform.remove_invitation(gen_random_uuid())',
  'SELECT platform.remove_api_key(gen_random_uuid())',
  'SELECT platform.require_two_step(false)',
  'SELECT platform.take_callers_tenant_in_hand()',
];
/** What only the sealer may call, and what only the relay may. */
const removesExpired = [
  'SELECT platform.remove_finished_jobs()',
  'SELECT platform.remove_ended_sessions()',
  'SELECT platform.remove_expired_links()',
  'SELECT platform.remove_expired_invitations()',
  'SELECT platform.remove_unsent_mails()',
  'SELECT platform.remove_old_sign_in_attempts()',
  'SELECT t_$A.remove_old_idempotency_keys()',
];
const byTheClock = [
  'SELECT platform.write_scheduled_jobs()',
  'UPDATE platform.schedules SET next_at = now()',
  'DELETE FROM platform.schedules',
];

const all: readonly Attacks[] = [
  {
    login: 'smart_api',
    role: 't_$A',
    denied: [
      ...outside.filter((attack) => attack !== 'SET ROLE t_$B'),
      ...othersBooks,
      ...identity,
      ...ledger,
      ...audit,
      ...locks,
      ...removesExpired,
      ...byTheClock,
      'DELETE FROM platform.memberships',
      ...everyRequest,
      provision,
      job('seal'),
      job('verify'),
      job('parse'),
      job('ocr', '{}', "tenant='$B'"),
      "INSERT INTO audit.events (action, subject, subject_id) VALUES ('ledger.verified', 'tenant', '$A')",
      "INSERT INTO audit.events (action, subject, subject_id) VALUES ('tenant.erased', 'tenant', '$A')",
      "INSERT INTO audit.events (action, subject, subject_id) VALUES ('user.password_set', 'user', 'x')",
      'UPDATE platform.quotas SET pages_per_month = NULL',
      'UPDATE platform.default_quota SET pages_per_month = NULL',
    ],
    futile: [
      finish('seal'),
      finish('verify'),
      "UPDATE platform.jobs SET state = 'done' WHERE tenant = '$B' RETURNING id",
    ],
  },
  {
    login: 'smart_api',
    role: 'smart_identity',
    denied: [
      ...everyRequest,
      ...removals,
      ...removesExpired,
      ...byTheClock,
      'UPDATE platform.users SET platform_operator = true',
      "INSERT INTO platform.users (id, email, name, password_hash, platform_operator) VALUES (gen_random_uuid(), 'x', 'x', 'x', true)",
      "UPDATE platform.tenants SET state = 'active'",
      "UPDATE platform.memberships SET role = 'owner'",
      'UPDATE platform.quotas SET pages_per_month = NULL',
      'UPDATE platform.default_quota SET pages_per_month = NULL',
      "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES (NULL, 'tenant.erased', 'tenant', '$B')",
      "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES ('$B', 'entry.posted', 'x', 'x')",
      'SELECT * FROM platform.jobs',
      'SELECT * FROM t_$A.journal_entries',
      "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '$A', 'ocr', '{}')",
    ],
  },
  {
    login: 'smart_api',
    role: 'smart_relay',
    denied: [
      ...everyRequest,
      ...locks,
      ...removals,
      ...removesExpired,
      ...byTheClock.slice(1),
      "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '$A', 'seal', '{}')",
      'DELETE FROM platform.jobs',
      "UPDATE platform.jobs SET state = 'done'",
      "UPDATE platform.jobs SET payload = '{}'",
      "UPDATE platform.jobs SET kind = 'ocr'",
      // Put off for so long, the sealer's jobs would stop what the clock asks for.
      "UPDATE platform.jobs SET run_at = '2999-01-01'",
      'UPDATE platform.jobs SET attempts = 0',
      'SELECT * FROM platform.users',
      'SELECT * FROM t_$A.journal_entries',
    ],
  },
  {
    login: 'smart_reader',
    role: 'r_$A',
    denied: [
      ...outside,
      'SET ROLE t_$A',
      'SET ROLE smart_identity',
      'SET ROLE smart_relay',
      ...othersBooks,
      ...identity,
      ...locks,
      ...removals,
      ...removesExpired,
      ...byTheClock,
      ...everyRequest,
      provision,
      job('ocr'),
      job('seal'),
      job('verify'),
      job('parse', '{}', "tenant='$B'"),
      'SELECT * FROM audit.events',
      "INSERT INTO audit.events (action, subject, subject_id) VALUES ('x', 'x', 'x')",
      'SELECT * FROM platform.memberships',
      'SELECT * FROM platform.users',
      'SELECT * FROM platform.invitations',
      'SELECT * FROM journal_entries',
      'SELECT * FROM ledger_accounts',
      'SELECT * FROM contacts',
      'SELECT * FROM contact_ibans',
      'SELECT * FROM invoices',
      'SELECT * FROM extracted_fields',
      'SELECT * FROM seals',
      'SELECT file_name FROM documents',
      'SELECT words FROM document_pages',
      "UPDATE documents SET sha256 = repeat('a', 64)",
      'UPDATE document_pages SET words = $$[]$$',
      'DELETE FROM document_pages',
      'DELETE FROM documents',
      'INSERT INTO documents (id) VALUES (gen_random_uuid())',
      post,
      'SELECT request_seal()',
      "SELECT lock_file('x')",
      'SELECT lock_new_contacts()',
    ],
    futile: [finish('parse'), 'SELECT id FROM platform.jobs WHERE kind IN ($$seal$$, $$verify$$)'],
  },
  {
    login: 'smart_worker',
    role: 't_$A',
    denied: [
      ...outside.filter((attack) => attack !== 'SET ROLE t_$B'),
      'SET ROLE r_$A',
      'SET ROLE smart_identity',
      'SET ROLE smart_relay',
      ...othersBooks,
      ...identity,
      ...ledger,
      ...audit,
      ...locks,
      ...removals,
      ...removesExpired,
      ...byTheClock,
      'DELETE FROM platform.memberships',
      'DELETE FROM platform.api_keys',
      ...everyRequest,
      provision,
      job('ocr'),
      job('parse'),
      job('seal'),
      job('verify'),
      post,
      "INSERT INTO platform.invitations (id, email, role, language, invited_by, expires_at) VALUES (gen_random_uuid(), 'x', 'owner', 'nl', gen_random_uuid(), now())",
      "INSERT INTO platform.api_keys (id, name, key_hash, hint, scopes, created_by) VALUES (gen_random_uuid(), 'x', 'x', 'x', '{}', gen_random_uuid())",
      "INSERT INTO platform.mails (kind, recipient) VALUES ('invitation', 'x')",
    ],
    futile: [
      finish('ocr'),
      finish('seal'),
      'SELECT user_id FROM platform.memberships',
      "UPDATE platform.memberships SET role = 'owner' RETURNING user_id",
      'SELECT id FROM platform.users',
      'SELECT id FROM platform.invitations',
      'SELECT id FROM platform.api_keys',
    ],
  },
  {
    login: 'smart_sealer',
    role: 'smart_sealer',
    denied: [
      ...outside,
      'SET ROLE t_$A',
      'SET ROLE smart_identity',
      'SET ROLE smart_relay',
      ...identity,
      ...locks,
      ...removals,
      'DELETE FROM platform.jobs',
      'DELETE FROM platform.sessions',
      'DELETE FROM t_$A.idempotency_keys',
      ...byTheClock,
      ...everyRequest,
      "INSERT INTO platform.jobs (id, tenant, kind) VALUES (gen_random_uuid(), NULL, 'seal')",
      "INSERT INTO platform.jobs (id, tenant, kind) VALUES (gen_random_uuid(), '$A', 'verify')",
      "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '$A', 'ocr', '{}')",
      "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '$A', 'provision', '{}')",
      'SELECT * FROM t_$A.invoices',
      'SELECT * FROM t_$A.document_pages',
      'SELECT * FROM t_$A.contact_ibans',
      'SELECT email FROM t_$A.contacts',
      'SELECT file_name FROM t_$A.documents',
      "UPDATE t_$A.ledger_accounts SET name = 'x'",
      'UPDATE t_$A.seals SET sealed_at = now()',
      'DELETE FROM t_$A.seals',
      'INSERT INTO t_$A.journal_entries (id) VALUES (gen_random_uuid())',
      post
        .replace('post_entry', 't_$A.post_entry')
        .replace('FROM ledger_accounts', 'FROM t_$A.ledger_accounts'),
      "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES ('$A', 'entry.posted', 'x', 'x')",
      verdict('{"faults": 0, "head": "x"}'),
      verdict('{"faults": 0, "head": ""}'),
      verdict('{"faults": 0, "head": {}}'),
      verdict(`{"faults": 0, "head": "0:${'a'.repeat(64)}"}`),
      verdict(`{"faults": 0, "head": "1:${'a'.repeat(64)}\\n"}`),
    ],
    malformed: [
      seal.replace("'{}', '{}', sha", "'null', '{}', sha"),
      seal.replace("'{}', '{}', sha", "'{}', 'null', sha"),
      seal.replace("'{}', '{}', sha", "'{}', '[]', sha"),
      seal.replace("'{}', '{}', sha256('x'))", "'{1}', '{}', sha256('x'))"),
    ],
    futile: [finish('ocr'), "SELECT id FROM audit.events WHERE action = 'member.invited'"],
  },
  {
    login: 'smart_operations',
    role: 'smart_operations',
    denied: [
      ...outside.filter((attack) => !/advisory/.test(attack)),
      'SET ROLE t_$A',
      'SET ROLE smart_relay',
      request('create'),
      "INSERT INTO platform.tenant_requests (id, tenant, verb, asked_by, reason, state) VALUES (gen_random_uuid(), '$B', 'erase', 'x', 'x', 'done')",
      "UPDATE platform.tenant_requests SET asked_by = 'somebody else'",
      'DELETE FROM platform.tenant_requests',
      "UPDATE platform.tenants SET state = 'erased'",
      "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), '$A', 'ocr', '{}')",
      'UPDATE t_$A.invoices SET total = 0',
      'INSERT INTO t_$A.contacts (id, name) VALUES (gen_random_uuid(), $$x$$)',
      'DELETE FROM t_$A.documents',
      'SELECT t_$A.request_seal()',
      "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES ('$A', 'x.x', 'x', 'x')",
      'DELETE FROM audit.events',
      'DROP SCHEMA t_$A CASCADE',
    ],
  },
  ...(['smart_api', 'smart_reader', 'smart_worker'] as const).map((login) => ({
    login,
    denied: [
      'SELECT * FROM platform.tenants',
      'SELECT * FROM platform.jobs',
      'SELECT * FROM t_$A.journal_entries',
      ...outside.filter((attack) => !attack.startsWith('SET ROLE t_')),
    ],
  })),
];

let books: TestBooks;
let other: TenantId;

before(async () => {
  books = await openTestBooks();
  other = await books.test.createTenant();
  const admin = await books.test.client('postgres');
  for (const tenant of [books.tenant, other]) {
    for (const kind of ['ocr', 'parse', 'seal', 'verify'])
      await admin.query(
        "INSERT INTO platform.jobs (id, tenant, kind, payload) VALUES (gen_random_uuid(), $1, $2, '{}')",
        [tenant, kind],
      );
    await admin.query(
      "INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES ($1, 'member.invited', 'member', 'x')",
      [tenant],
    );
    const user = randomUuidV7();
    await admin.query(
      "INSERT INTO platform.users (id, email, name, password_hash) VALUES ($1::uuid, $1::text, 'Eva', 'x')",
      [user],
    );
    await admin.query("INSERT INTO platform.memberships VALUES ($1, $2, 'owner')", [tenant, user]);
    await admin.query(
      `INSERT INTO platform.api_keys (id, tenant, name, key_hash, hint, scopes, created_by)
         VALUES (gen_random_uuid(), $1, 'x', sha256($2::bytea), 'x', '{}', $3)`,
      [tenant, tenant, user],
    );
    await admin.query(
      `INSERT INTO platform.invitations (id, tenant, email, role, language, invited_by, expires_at)
         VALUES (gen_random_uuid(), $1, 'x', 'owner', 'nl', $2, now())`,
      [tenant, user],
    );
    await admin.query(
      `INSERT INTO t_${tenant}.documents (id, sha256, file_name, media_type, byte_size)
         VALUES (gen_random_uuid(), repeat('0', 64), 'x', 'application/pdf', 1)`,
    );
  }
});
after(() => books.close());

/** In a transaction of its own that is never committed: each attack begins with the same rows. */
async function attempt(
  client: pg.Client,
  role: string | undefined,
  attack: string,
): Promise<number> {
  const named = (text: string): string =>
    text.replaceAll('$A', books.tenant).replaceAll('$B', other);
  await client.query('BEGIN');
  try {
    if (role) {
      await client.query(`SET LOCAL ROLE ${named(role)}`);
      await client.query(`SET LOCAL search_path TO t_${books.tenant}, pg_temp`);
    }
    const { rowCount } = await client.query(named(attack));
    return rowCount ?? 0;
  } finally {
    await client.query('ROLLBACK');
  }
}

for (const { login, role, denied, malformed = [], futile = [] } of all)
  describe(`${login} ${role ? `as ${role}` : 'by itself'}`, () => {
    let client: pg.Client;
    before(async () => {
      client = await books.test.client(login);
    });
    for (const attack of denied)
      it(`is refused: ${attack.replaceAll(/\s+/g, ' ').slice(0, 120)}`, async () => {
        await assert.rejects(attempt(client, role, attack), { code: '42501' });
      });
    for (const attack of malformed)
      it(`is refused for its form: ${attack.replaceAll(/\s+/g, ' ').slice(-120)}`, async () => {
        await assert.rejects(attempt(client, role, attack), { code: '23514' });
      });
    for (const attack of futile)
      it(`reaches nothing: ${attack.replaceAll(/\s+/g, ' ').slice(0, 120)}`, async () => {
        assert.equal(await attempt(client, role, attack), 0);
      });
  });

describe('smart_api removes access by functions', () => {
  const things = [
    { removed: 'remove_membership', table: 'memberships', id: 'user_id' },
    { removed: 'remove_invitation', table: 'invitations', id: 'id' },
    { removed: 'remove_api_key', table: 'api_keys', id: 'id' },
  ];
  for (const { removed, table, id } of things)
    it(`${removed} removes what is the caller's, and nothing of another tenant`, async () => {
      const admin = await books.test.client('postgres');
      const client = await books.test.client('smart_api');
      const idOf = async (tenant: TenantId): Promise<string | undefined> => {
        const { rows } = await admin.query<{ id: string }>(
          `SELECT ${id} AS id FROM platform.${table} WHERE tenant = $1 LIMIT 1`,
          [tenant],
        );
        return rows[0]?.id;
      };
      for (const [tenant, done] of [
        [other, false],
        [books.tenant, true],
      ] as const) {
        const removal = `SELECT WHERE platform.${removed}('${await idOf(tenant)}')`;
        assert.equal((await attempt(client, 't_$A', removal)) > 0, done);
        // Nor when it says beforehand whose rows it wants.
        await client.query(`SET smart.tenant = '${tenant}'`);
        assert.equal((await attempt(client, 't_$A', removal)) > 0, done);
        await client.query('RESET smart.tenant');
      }
    });
});

describe('smart_sealer removes by functions', () => {
  it('only what is over and old, whatever tenant it says it has in hand', async () => {
    const admin = await books.test.client('postgres');
    const client = await books.test.client('smart_sealer');
    const count = async (): Promise<number> =>
      (await admin.query('SELECT FROM platform.jobs')).rowCount ?? 0;
    const before = await count();
    await admin.query(
      `INSERT INTO platform.jobs (id, tenant, kind, subject_kind, subject_id, state, finished_at)
         SELECT gen_random_uuid(), $1, kind, subject, CASE WHEN subject IS NOT NULL THEN gen_random_uuid() END, 'done',
             now() - make_interval(days => age)
           FROM (VALUES ('seal', NULL, 1), ('seal', NULL, 3), ('ocr', 'document', 29), ('ocr', 'document', 31))
             AS old (kind, subject, age)`,
      [books.tenant],
    );
    await client.query(`SET smart.tenant = '${books.tenant}'`);
    await client.query('SELECT platform.remove_finished_jobs()');
    assert.equal(await count(), before + 2);
  });
});
