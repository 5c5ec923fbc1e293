import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { debitOrCredit } from '@smart-accounting/accounting/journal-entry';
import { postEntry } from '@smart-accounting/books/ledger/post-entry';
import { publishedHeads } from '@smart-accounting/books/ledger/seal/seal-head';
import { verifyBooks } from '@smart-accounting/books/ledger/verify-books';
import { query } from '@smart-accounting/database/tenancy/database';
import { Workshop } from './running-worker.ts';

let workshop: Workshop;

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

async function post(times: number): Promise<void> {
  const { books } = workshop;
  const accounts = [await books.account('4790'), await books.account('1600')];
  for (let n = 0; n < times; n++)
    await books.in(() =>
      postEntry({
        journal: 'MEM',
        entryDate: '2026-04-01',
        description: '',
        postedBy: null,
        lines: accounts.map((accountId, index) => ({
          accountId,
          description: '',
          ...debitOrCredit(index ? -1n : 1n),
        })),
      }),
    );
}

async function seals(): Promise<number> {
  const rows = await workshop.books.in(() => query('SELECT position FROM seals'));
  return rows.length;
}

describe('the sealer', () => {
  it('chains what was posted without being asked, and publishes the head', async () => {
    await post(5);
    const worker = workshop.startSealer();
    await workshop.allOver();
    await worker.stop();
    assert.equal(await seals(), 5);
    const heads = await publishedHeads(workshop.heads, workshop.books.tenant);
    assert.deepEqual(
      heads.map(({ position }) => position),
      [5n],
    );
    assert.deepEqual(await workshop.books.in(() => verifyBooks({ published: heads })), []);
  });
  it('killed between the seals and the head leaves both to the next one, sealed once', async () => {
    await workshop.books.in(() => query('SELECT request_seal()'));
    await post(1);
    const killed = workshop.startSealer({ CRASH_AT: 'entries-sealed' });
    assert.equal((await killed.ended).signal, 'SIGKILL');
    const { heads: store, books } = workshop;
    assert.equal((await publishedHeads(store, books.tenant)).length, 1);
    await workshop.expireClaims();
    const next = workshop.startSealer();
    await workshop.allOver();
    await next.stop();
    assert.equal(await seals(), 6);
    const heads = await publishedHeads(store, books.tenant);
    assert.deepEqual(heads.map(({ position }) => position).sort(), [5n, 6n]);
    assert.deepEqual(await books.in(() => verifyBooks({ published: heads })), []);
  });
  it('does nothing a second time for a job that is run twice', async () => {
    await Promise.all(
      Array.from({ length: 4 }, () => workshop.books.in(() => query('SELECT request_seal()'))),
    );
    const workers = [workshop.startSealer(), workshop.startSealer()];
    await workshop.allOver();
    for (const worker of workers) await worker.stop();
    assert.equal(await seals(), 6);
  });
});
