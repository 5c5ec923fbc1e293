import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { enqueueJob } from '@smart-accounting/database/jobs/enqueue-job';
import { readyMessages } from '@smart-accounting/database/broker';
import { query } from '@smart-accounting/database/tenancy/database';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import { normalLaneJobs } from '@smart-accounting/worker-contract';
import { Workshop } from './running-worker.ts';

let workshop: Workshop;
/** A job of a document that is not there is done at once. */
const document = '01920000-0000-7000-8000-000000000001';

before(async () => {
  workshop = await Workshop.open();
});
after(() => workshop.close());

describe("two thousand jobs of one tenant and then another's one", () => {
  it('are taken in the order of the lanes: the one waits for no more than the first few', async () => {
    await workshop.books.asReader(async () => {
      for (let n = 0; n < 2_000; n++) await enqueueJob('parse', document);
    });
    const bulk = (): Promise<number | null> => readyMessages(workshop.broker, 'work.bulk.v1');
    while (((await bulk()) ?? 0) < 2_000 - normalLaneJobs) await pause(50);
    const other = await workshop.books.test.createTenant();
    const inOther = <T>(work: () => Promise<T>): Promise<T> =>
      withTenant(workshop.books.database, other, work);
    const one = await workshop.books.asReader(() => enqueueJob('parse', document), other);

    const worker = workshop.start();
    const startOf = async (): Promise<Date | null> => {
      const rows = await inOther(() =>
        query<{ at: Date | null }>('SELECT started_at AS at FROM platform.jobs WHERE id = $1', [
          one,
        ]),
      );
      return rows[0]?.at ?? null;
    };
    let started = await startOf();
    for (; !started; started = await startOf()) await pause(50);
    await worker.stop();
    const [row] = await workshop.books.in(() =>
      query<{ before: number }>(
        'SELECT count(*)::int AS before FROM platform.jobs WHERE started_at < $1',
        [started],
      ),
    );
    // Every fourth turn is the bulk lane's.
    assert.ok(row && row.before <= Math.ceil((normalLaneJobs + 1) * (4 / 3)), String(row?.before));
  });
});
