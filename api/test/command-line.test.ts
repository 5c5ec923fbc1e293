import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { bookDemoYear } from '@smart-accounting/books/demo/demo-books';
import { sealEntries } from '@smart-accounting/books/ledger/seal/seal-entries';
import { publishHead, sealHead } from '@smart-accounting/books/ledger/seal/seal-head';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { OperatorsDesk } from './command-line.ts';

let desk: OperatorsDesk;
let tenant: TenantId;

before(async () => {
  desk = await OperatorsDesk.open();
  tenant = tenantIdSchema.parse(await desk.do('tenants', 'create', '--name', 'Bakkerij B.V.'));
  await inTenant(async () => {
    await bookDemoYear(dateInAmsterdam(new Date()));
  });
  while ((await desk.books.asSealer(() => sealEntries(500), tenant)) > 0);
  const head = await inTenant(sealHead);
  assert.ok(head);
  await publishHead(desk.heads, tenant, head);
  const file = Buffer.from('a file');
  await desk.documents.put(`${tenant}/${createHash('sha256').update(file).digest('hex')}`, file);
});
after(() => desk.close());

function inTenant<T>(work: () => Promise<T>): Promise<T> {
  return withTenant(desk.books.database, tenant, work);
}

/** Writes a job of this tenant and waits until it is published. */
async function publishedOf(id: TenantId): Promise<void> {
  const job = await withTenant(desk.books.database, id, () =>
    enqueueJob('ocr', '01920000-0000-7000-8000-000000000001'),
  );
  const isPublished = (): Promise<object[]> =>
    withTenant(desk.books.database, id, () =>
      query('SELECT FROM platform.jobs WHERE id = $1 AND published_at IS NOT NULL', [job]),
    );
  for (let n = 0; n < 1_200 && (await isPublished()).length === 0; n++) await pause(50);
}

/** What the audit of the platform keeps of such events about a tenant, oldest first. */
async function toldOf(action: string, id: string): Promise<unknown[]> {
  const client = await desk.books.test.client('postgres');
  const { rows } = await client.query<{ after: unknown }>(
    'SELECT after FROM audit.events WHERE tenant IS NULL AND action = $1 AND subject_id = $2 ORDER BY id',
    [action, id],
  );
  await client.end();
  return rows.map(({ after: told }) => told);
}

async function stateOf(id: string): Promise<string | undefined> {
  const { out } = await desk.run('tenants', 'list');
  return out
    .split('\n')
    .find((line) => line.startsWith(id))
    ?.split('\t')[1];
}

describe('the command line', () => {
  it('lists its commands, and tells a wrong one by exit code 2', async () => {
    const help = await desk.run('--help');
    assert.equal(help.code, 0);
    for (const name of ['tenants export', 'tenants erase', 'ledger verify', 'tenants suspend'])
      assert.match(help.err, new RegExp(name));
    const unknown = await desk.run('tenants', 'creat');
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /^there is no command "tenants creat": there are tenants create, /);
    const wrong = await desk.run('tenants', 'export', '--to', 'x');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /name one tenant/);
  });
  it('refuses what registering refuses', async () => {
    const company = ['tenants', 'create', '--name', 'Bakker'];
    const kvk = await desk.run(...company, '--kvk', '123');
    assert.deepEqual([kvk.code, /a KvK number has eight digits/.test(kvk.err)], [2, true]);
    const vat = await desk.run(...company, '--vat', 'NL1');
    assert.deepEqual([vat.code, /NL1 is not a VAT number/.test(vat.err)], [2, true]);
  });
  it('keeps who created a tenant, and why', async () => {
    const asked = ['--by', 'carol', '--reason', 'after a kill'];
    const created = await desk.do('tenants', 'create', '--name', 'Kapper', ...asked);
    assert.deepEqual(await toldOf('tenant.created', created), [
      { asked_by: 'carol', reason: 'after a kill' },
    ]);
  });
  it('says which version a migration led to, and when there was none', async () => {
    assert.match(await desk.do('tenants', 'migrate', tenant), /\talready at \d{3}-/);
    const nobody = await desk.run('tenants', 'migrate', 'nobody234567');
    assert.deepEqual([nobody.code, /there is no tenant nobody/.test(nobody.err)], [2, true]);
  });
  it('says in a sentence that the database is not there', async () => {
    const { code, err } = await desk.runWith(
      { DATABASE_URL: 'postgres://x:x@127.0.0.1:1/x' },
      'tenants',
      'list',
    );
    assert.equal(code, 1);
    assert.match(err, /^the database at 127\.0\.0\.1:1 does not answer: is the product running\?/);
  });
});

describe('export and restore', () => {
  let file: string;
  let head: string;

  before(async () => {
    file = path.join(desk.folder, 'bakkerij.tar.gz');
    const asked = ['--by', 'alice', '--reason', 'they move'];
    const line = await desk.do('tenants', 'export', tenant, '--to', file, ...asked);
    head = /seals (\S+)/.exec(line)?.[1] ?? '';
  });

  it('prints the head of the seals, which verifies the books later', async () => {
    assert.match(await desk.do('ledger', 'verify', tenant, '--head', head), /1 tenant, 0 faults/);
    const headFile = path.join(desk.folder, 'head.txt');
    await writeFile(headFile, `${head}\n`);
    await desk.do('ledger', 'verify', tenant, '--head', headFile);
    const none = await desk.run('ledger', 'verify', '--head', 'foo');
    assert.deepEqual([none.code, /neither POSITION:HASH/.test(none.err)], [2, true]);
    const forged = head.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const outcome = await desk.run('ledger', 'verify', tenant, '--head', forged);
    assert.equal(outcome.code, 1);
    assert.match(outcome.out, /head_differs/);
  });
  it('keeps who exported, why, and where to', async () => {
    const [told, ...more] = await toldOf('tenant.exported', tenant);
    assert.deepEqual(more, []);
    const expected = {
      asked_by: 'alice',
      reason: 'they move',
      to: file,
      files: 1,
      seal_head: head,
    };
    assert.partialDeepStrictEqual(told, expected);
  });
  it('makes a new tenant of a file, through the provisioner, and tells who it is', async () => {
    const named = ['--name', 'Kopie', '--head', head];
    const copy = await desk.do('tenants', 'restore', '--from', file, ...named);
    assert.equal(await stateOf(copy), 'active');
    assert.match(await desk.do('ledger', 'verify', copy, '--head', head), /0 faults/);
    assert.equal((await desk.documents.list(copy)).length, 1);
    assert.deepEqual(await desk.archives.list('handed-in'), []);
  });
  it('overwrites no file and no tenant', async () => {
    const written = await readFile(file);
    const again = await desk.run('tenants', 'export', tenant, '--to', file);
    assert.equal(again.code, 1);
    assert.match(again.err, /it is there already, and nothing is written over it: name another/);
    assert.deepEqual(await readFile(file), written);
    const onto = await desk.run('tenants', 'restore', '--from', file, '--as', tenant);
    assert.equal(onto.code, 1);
    assert.match(onto.err, /is there already/);
  });
  it('keeps archives of all tenants in object storage, and restores from there', async () => {
    const { code, out } = await desk.run('tenants', 'export', '--to', 'storage');
    assert.equal(code, 0);
    const key = new RegExp(`^${tenant}/\\S+$`, 'm').exec(out)?.[0] ?? '';
    assert.equal(await stateOf(await desk.do('tenants', 'restore', '--from', key)), 'active');
    assert.deepEqual(await desk.archives.list(tenant), [key]);
  });
  it('refuses a damaged archive with the reason, and nothing stays of it', async () => {
    const damaged = path.join(desk.folder, 'damaged.tar.gz');
    const whole = await readFile(file);
    await writeFile(damaged, whole.subarray(0, whole.length - 200));
    const outcome = await desk.run('tenants', 'restore', '--from', damaged, '--as', 'gone23456789');
    assert.equal(outcome.code, 1);
    assert.match(outcome.err, /damaged_archive/);
    assert.equal(await stateOf('gone23456789'), undefined);
    assert.deepEqual(await desk.documents.list('gone23456789'), []);
    const nothing = await desk.run('tenants', 'restore', '--from', 'no/such/thing');
    assert.equal(nothing.code, 2);
    for (const option of ['--trust', '--head']) {
      const wrong = await desk.run('tenants', 'restore', '--from', file, option, '/no/such');
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, new RegExp(`^${option} /no/such: `));
    }
  });
  it('tells how many former members came in again, and how the others do', async () => {
    const email = 'piet@example.nl';
    const books = tenantIdSchema.parse(await desk.do('tenants', 'create', '--name', 'Slager'));
    const person = ['--email', email, '--name', 'Piet', '--tenant', books, '--role', 'owner'];
    await desk.do('users', 'create', ...person);
    const archive = path.join(desk.folder, 'members.tar.gz');
    await desk.do('tenants', 'export', books, '--to', archive);
    const again = ['tenants', 'restore', '--from', archive, '--members'];
    assert.match((await desk.run(...again)).out, /^1 of 1 former member entered again$/m);
    // As on another installation: the same address, another account.
    await desk.asSuperuser(
      `DELETE FROM platform.memberships WHERE user_id = (SELECT id FROM platform.users WHERE email = '${email}');
       DELETE FROM platform.users WHERE email = '${email}'`,
    );
    await desk.do('users', 'create', '--email', email, '--name', 'Piet');
    const { out } = await desk.run(...again);
    assert.match(out, /^0 of 1 former member entered again$/m);
    assert.match(out, /make an owner with users create --tenant/);
  });
});

describe('quotas', () => {
  it('of new tenants begin as the platform says, and that can be changed', async () => {
    const created = async (): Promise<string[]> => {
      const id = await desk.do('tenants', 'create', '--name', 'Nieuw');
      return (await desk.run('tenants', 'quota', id)).out.trim().split('\n');
    };
    const usual = ['documents\t1000', 'pages\t5000', 'bytes\t10000000000'];
    assert.deepEqual(await created(), usual);
    const changed = await desk.run(
      'tenants',
      'default-quota',
      '--documents',
      '7',
      '--pages',
      'none',
    );
    const other = ['documents\t7', 'pages\tno limit', 'bytes\t10000000000'];
    assert.deepEqual(changed.out.trim().split('\n'), other);
    assert.deepEqual(await created(), other);
    assert.equal((await toldOf('tenant.quota_changed', 'new')).length, 1);
  });

  it('are set one by one, shown, and taken away', async () => {
    const quota = async (...args: string[]): Promise<string[]> =>
      (await desk.run('tenants', 'quota', tenant, ...args)).out.trim().split('\n');
    assert.deepEqual(await quota('--documents', '100'), [
      'documents\t100',
      'pages\t5000',
      'bytes\t10000000000',
    ]);
    assert.deepEqual(await quota('--bytes', '5000000000', '--documents', 'none'), [
      'documents\tno limit',
      'pages\t5000',
      'bytes\t5000000000',
    ]);
    assert.equal((await desk.run('tenants', 'quota', tenant, '--pages', 'many')).code, 2);
    await quota('--pages', '7', '--by', 'bob', '--reason', 'they asked');
    await quota('--pages', 'none', '--by', 'bob');
    assert.deepEqual((await toldOf('tenant.quota_changed', tenant)).slice(-2), [
      { asked_by: 'bob', reason: 'they asked', pages: '7' },
      { asked_by: 'bob', reason: 'tenants quota', pages: 'none' },
    ]);
  });
  it('stand beside what was used', async () => {
    const line = await desk.do('tenants', 'usage', tenant);
    const [id, documents, pages, bytes, size, entries, sealed] = line.split('\t');
    assert.deepEqual([id, documents, pages, bytes], [tenant, '0/-', '0/-', '0/5000000000']);
    assert.ok(Number(size) > 100_000);
    assert.ok(Number(entries) > 100);
    assert.equal(sealed, entries);
  });
});

describe('schedules', () => {
  it('are listed with whom they are for, and how it went the last time', async () => {
    const admin = await desk.books.test.client('postgres');
    await admin.query(
      "UPDATE platform.schedules SET last_at = '2026-11-29T00:00Z' WHERE kind = 'verify'",
    );
    await admin.query(
      `INSERT INTO platform.jobs (id, tenant, kind, state, finished_at, due_key)
         SELECT gen_random_uuid(), id, 'verify', CASE id WHEN $1 THEN 'failed' ELSE 'done' END, now(), 'due:2026-11-29T00:00:00'
           FROM platform.tenants`,
      [tenant],
    );
    const { rowCount: tenants } = await admin.query('SELECT FROM platform.tenants');
    await admin.query("UPDATE platform.schedules SET next_at = 'infinity'");
    await admin.end();
    const { out, code } = await desk.run('schedules', 'list');
    assert.equal(code, 0);
    const [head, ...lines] = out
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    assert.deepEqual(head, ['kind', 'for', 'every', 'next', 'last', 'outcome']);
    const [next, done] = ['stopped', (tenants ?? 0) - 1];
    const verified = [...(done > 0 ? [`${done} done`] : []), '1 failed'].join(', ');
    assert.deepEqual(lines, [
      ['remove_expired', 'the platform', '1 day', next, 'never', '-'],
      ['request_seals', 'the platform', '2 minutes', next, 'never', '-'],
      ['verify', 'all tenants', '1 day', next, '2026-11-29T00:00:00.000Z', verified],
    ]);
  });
});

describe('verifying', () => {
  it('names what the superuser changed, by journal, number and line, and ends with 1', async () => {
    const tamper = (sign: string): Promise<void> =>
      desk.asSuperuser(
        `SET session_replication_role = replica; SET search_path TO t_${tenant};
         UPDATE ledger_entries SET description = description ${sign} WHERE line = 2
           AND entry_id = (SELECT id FROM journal_entries WHERE journal = 'INK' AND fiscal_year = 2026 AND number = 7)`,
      );
    await tamper("|| 'x'");
    const { code, out } = await desk.run('ledger', 'verify');
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^${tenant}\\tline_changed\\tINK-2026-0007\\tline 2$`, 'm'));
  });
  it('names whose earlier verdict has a head that is none', async () => {
    const misled = await desk.do('tenants', 'create', '--name', 'Bloemist');
    await desk.asSuperuser(
      `INSERT INTO audit.events (tenant, action, subject, subject_id, after)
         VALUES ('${misled}', 'ledger.verified', 'tenant', '${misled}', '{"faults": 0, "head": "x"}')`,
    );
    const { code, out } = await desk.run('ledger', 'verify');
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^${misled}\\thead_unreadable\\taudit event \\d+\\t`, 'm'));
    assert.match(out, new RegExp(`^${tenant}\\tline_changed\\t`, 'm'));
  });
  it('goes on to the next tenant when the books of one cannot be read, and ends with 1', async () => {
    const broken = await desk.do('tenants', 'create', '--name', 'Smid');
    const rename = (from: string, to: string): Promise<void> =>
      desk.asSuperuser(`ALTER TABLE t_${broken}.seals RENAME COLUMN ${from} TO ${to}`);
    await rename('entry_hash', 'gone');
    const { code, out, last } = await desk.run('ledger', 'verify', broken, tenant);
    await rename('gone', 'entry_hash');
    assert.equal(code, 1);
    assert.match(out, new RegExp(`^${broken}\\tnot_verified\\t.*entry_hash`, 'm'));
    assert.match(out, new RegExp(`^${tenant}\\tline_changed\\t`, 'm'));
    assert.match(last, /^2 tenants, \d+ faults?, 1 not verified$/);
  });
  it('wants ids of tenants', async () => {
    assert.equal((await desk.run('ledger', 'verify', tenant, 'nonsense')).code, 2);
  });
});

describe('a suspended tenant', () => {
  it('has jobs that wait, published by nobody and taken by nobody, until it is resumed', async () => {
    const other = tenantIdSchema.parse(await desk.do('tenants', 'create', '--name', 'Kapper'));
    const enqueue = (): Promise<string> =>
      withTenant(desk.books.database, other, () =>
        enqueueJob('ocr', '01920000-0000-7000-8000-000000000001'),
      );
    await desk.do('tenants', 'suspend', other, '--reason', 'did not pay');
    const twice = await desk.run('tenants', 'suspend', other, '--reason', 'did not pay');
    assert.deepEqual([twice.code, twice.err], [1, `tenant ${other} is suspended already\n`]);
    await enqueue();
    await enqueue();
    const published = (): Promise<{ published: bigint }[]> =>
      withTenant(desk.books.database, other, () =>
        query<{ published: bigint }>(
          "SELECT count(published_at) AS published FROM platform.jobs WHERE kind = 'ocr'",
        ),
      );
    // A job of another tenant proves that the relay looked.
    const third = tenantIdSchema.parse(await desk.do('tenants', 'create', '--name', 'Slager'));
    await publishedOf(third);
    assert.deepEqual(await published(), [{ published: 0n }]);
    assert.equal(await stateOf(other), 'suspended');
    assert.match(await desk.do('ledger', 'verify', other), /0 faults/);
    assert.match(await desk.do('tenants', 'resume', other), /2 jobs to do/);
    for (let n = 0; n < 1_200 && (await published())[0]?.published !== 2n; n++) await pause(50);
    assert.deepEqual(await published(), [{ published: 2n }]);
  });
  it('must be active before and suspended to be resumed', async () => {
    const resumed = await desk.run('tenants', 'resume', tenant);
    assert.equal(resumed.err, `tenant ${tenant} is active already\n`);
    const nobody = await desk.run('tenants', 'suspend', 'nobody234567', '--reason', 'a test');
    assert.match(nobody.err, /no tenant nobody/);
    const whyNot = await desk.run('tenants', 'suspend', tenant);
    assert.deepEqual([whyNot.code, /--reason is missing/.test(whyNot.err)], [2, true]);
  });
});

describe('erasing', () => {
  it('wants the name typed, and is refused while the law wants the books kept', async () => {
    const erase = (...args: string[]) =>
      desk.run('tenants', 'erase', tenant, '--reason', 'they asked for it in writing', ...args);
    const wrong = await erase('--name', 'Bakkerij');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /is called "Bakkerij B.V."/);
    const refused = await erase('--name', 'Bakkerij B.V.');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /must be kept until 20\d\d-01-01 .*--early/);
    assert.equal(await stateOf(tenant), 'active');
  });
  it('early leaves only the id, which an archive can fill again', async () => {
    const file = path.join(desk.folder, 'last.tar.gz');
    const before = await desk.do('tenants', 'export', tenant, '--to', file);
    const named = ['tenants', 'erase', tenant, '--name', 'Bakkerij B.V.'];
    assert.equal((await desk.run(...named, '--early', '--reason', 'oops')).code, 2);
    await desk.do(...named, '--early', '--by', 'Eva', '--reason', 'moved to another office');
    assert.equal(await stateOf(tenant), 'erased');
    assert.deepEqual(await desk.documents.list(tenant), []);
    // The books had been tampered with, which no archive heals.
    const faulty = await desk.run('tenants', 'restore', '--from', file, '--as', tenant);
    assert.match(faulty.err, /faulty_books: .*line_changed INK-2026-0007/);
    const honest = path.join(desk.folder, 'bakkerij.tar.gz');
    assert.equal(await desk.do('tenants', 'restore', '--from', honest, '--as', tenant), tenant);
    assert.equal(await stateOf(tenant), 'active');
    assert.match(before, /rows\t1 file\t/);
  });
});
