import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import {
  bookDemoYear,
  enqueueJob,
  publishHead,
  query,
  sealEntries,
  sealHead,
  withTenant,
} from '@smart-accounting/database';
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
  while ((await inTenant(() => sealEntries(500))) > 0);
  const head = await inTenant(sealHead);
  assert.ok(head);
  await publishHead(desk.storage, tenant, head);
  await desk.storage.put(`${tenant}/file`, Buffer.from('a file'));
});
after(() => desk.close());

function inTenant<T>(work: () => Promise<T>): Promise<T> {
  return withTenant(desk.books.database, tenant, work);
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
    assert.equal((await desk.run('tenants', 'nonsense')).code, 2);
    const wrong = await desk.run('tenants', 'export', '--to', 'x');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /name one tenant/);
  });
});

describe('export and restore', () => {
  let file: string;
  let head: string;

  before(async () => {
    file = path.join(desk.folder, 'bakkerij.tar.gz');
    const line = await desk.do('tenants', 'export', tenant, '--to', file);
    head = /seals (\S+)/.exec(line)?.[1] ?? '';
  });

  it('prints the head of the seals, which verifies the books later', async () => {
    assert.match(await desk.do('ledger', 'verify', tenant, '--head', head), /1 tenants, 0 faults/);
    const forged = head.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const outcome = await desk.run('ledger', 'verify', tenant, '--head', forged);
    assert.equal(outcome.code, 1);
    assert.match(outcome.out, /head_differs/);
  });
  it('makes a new tenant of a file, through the provisioner, and tells who it is', async () => {
    const copy = await desk.do('tenants', 'restore', '--from', file, '--name', 'Kopie');
    assert.equal(await stateOf(copy), 'active');
    assert.match(await desk.do('ledger', 'verify', copy, '--head', head), /0 faults/);
    assert.deepEqual((await desk.storage.list(copy)).length, 2);
    assert.deepEqual(await desk.storage.list('archives'), []);
  });
  it('overwrites no file and no tenant', async () => {
    const written = await readFile(file);
    const again = await desk.run('tenants', 'export', tenant, '--to', file);
    assert.equal(again.code, 1);
    assert.deepEqual(await readFile(file), written);
    const onto = await desk.run('tenants', 'restore', '--from', file, '--as', tenant);
    assert.equal(onto.code, 1);
    assert.match(onto.err, /is there already/);
  });
  it('keeps archives of all tenants in object storage, and restores from there', async () => {
    const { code, out } = await desk.run('tenants', 'export', '--to', 'storage');
    assert.equal(code, 0);
    const key = new RegExp(`^archives/${tenant}/\\S+$`, 'm').exec(out)?.[0] ?? '';
    assert.equal(await stateOf(await desk.do('tenants', 'restore', '--from', key)), 'active');
    assert.deepEqual(await desk.storage.list(`archives/${tenant}`), [key]);
  });
  it('refuses a damaged archive with the reason, and nothing stays of it', async () => {
    const damaged = path.join(desk.folder, 'damaged.tar.gz');
    const whole = await readFile(file);
    await writeFile(damaged, whole.subarray(0, whole.length - 200));
    const outcome = await desk.run('tenants', 'restore', '--from', damaged, '--as', 'gone23456789');
    assert.equal(outcome.code, 1);
    assert.match(outcome.err, /damaged_archive/);
    assert.equal(await stateOf('gone23456789'), 'erased');
    assert.deepEqual(await desk.storage.list('gone23456789'), []);
    const nothing = await desk.run('tenants', 'restore', '--from', 'no/such/thing');
    assert.equal(nothing.code, 2);
  });
});

describe('quotas', () => {
  it('are set one by one, shown, and taken away', async () => {
    const quota = async (...args: string[]): Promise<string[]> =>
      (await desk.run('tenants', 'quota', tenant, ...args)).out.trim().split('\n');
    assert.deepEqual(await quota('--documents', '100'), [
      'documents\t100',
      'pages\tno limit',
      'bytes\tno limit',
    ]);
    assert.deepEqual(await quota('--bytes', '5000000000', '--documents', 'none'), [
      'documents\tno limit',
      'pages\tno limit',
      'bytes\t5000000000',
    ]);
    assert.equal((await desk.run('tenants', 'quota', tenant, '--pages', 'many')).code, 2);
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
});

describe('a suspended tenant', () => {
  it('has jobs that wait, published by nobody and taken by nobody, until it is resumed', async () => {
    const other = tenantIdSchema.parse(await desk.do('tenants', 'create', '--name', 'Kapper'));
    const enqueue = (): Promise<string> =>
      withTenant(desk.books.database, other, () =>
        enqueueJob('parse', { document: '01920000-0000-7000-8000-000000000001' }),
      );
    await enqueue();
    await desk.do('tenants', 'suspend', other);
    await enqueue();
    const published = (): Promise<{ published: bigint }[]> =>
      withTenant(desk.books.database, other, () =>
        query<{ published: bigint }>(
          "SELECT count(published_at) AS published FROM platform.jobs WHERE kind = 'parse'",
        ),
      );
    // Each command carries due jobs to the broker while it runs; this one of another tenant proves that it did.
    await desk.do('tenants', 'create', '--name', 'Slager');
    assert.deepEqual(await published(), [{ published: 0n }]);
    assert.equal(await stateOf(other), 'suspended');
    assert.match(await desk.do('ledger', 'verify', other), /0 faults/);
    assert.match(await desk.do('tenants', 'resume', other), /2 jobs waited/);
    await desk.do('tenants', 'create', '--name', 'Smid');
    assert.deepEqual(await published(), [{ published: 2n }]);
  });
  it('must be active before and suspended to be resumed', async () => {
    assert.match(
      (await desk.run('tenants', 'resume', tenant)).err,
      /no tenant .* that is suspended/,
    );
    assert.match((await desk.run('tenants', 'suspend', 'nobody234567')).err, /no tenant nobody/);
  });
});

describe('erasing', () => {
  it('wants the name typed, and is refused while the law wants the books kept', async () => {
    const wrong = await desk.run('tenants', 'erase', tenant, '--name', 'Bakkerij');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /is called "Bakkerij B.V."/);
    const refused = await desk.run('tenants', 'erase', tenant, '--name', 'Bakkerij B.V.');
    assert.equal(refused.code, 1);
    assert.match(refused.err, /must be kept until 20\d\d-01-01 .*--force-before 20\d\d-01-01/);
    assert.equal(await stateOf(tenant), 'active');
  });
  it('by force leaves only the id, which an archive can fill again', async () => {
    const file = path.join(desk.folder, 'last.tar.gz');
    const before = await desk.do('tenants', 'export', tenant, '--to', file);
    const force = ['--name', 'Bakkerij B.V.', '--force-before', '2040-01-01'];
    await desk.do('tenants', 'erase', tenant, ...force);
    assert.equal(await stateOf(tenant), 'erased');
    assert.deepEqual(await desk.storage.list(tenant), []);
    // The books had been tampered with, which no archive heals.
    const faulty = await desk.run('tenants', 'restore', '--from', file, '--as', tenant);
    assert.match(faulty.err, /faulty_books: .*line_changed INK-2026-0007/);
    const honest = path.join(desk.folder, 'bakkerij.tar.gz');
    assert.equal(await desk.do('tenants', 'restore', '--from', honest, '--as', tenant), tenant);
    assert.equal(await stateOf(tenant), 'active');
    assert.match(before, /rows\t2 files/);
  });
});
