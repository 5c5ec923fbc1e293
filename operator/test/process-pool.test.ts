import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { query } from '@smart-accounting/database/tenancy/database';
import { brokerUrlOf } from '@smart-accounting/database/testing';
import { cleanInvoicePdf } from '../../worker/test/documents.ts';
import { RunningOperator } from './running-operator.ts';

let operator: RunningOperator;

const quick = { idleSecondsBeforeMinimum: 4 };
const pools = {
  ocr: {
    queues: ['ocr.v1', 'ocr.bulk.v1'],
    scaling: { ...quick, minReplicas: 1, maxReplicas: 4 },
  },
  work: {
    queues: ['work.v1', 'work.bulk.v1'],
    scaling: { ...quick, maxReplicas: 1, messagesPerWorker: 20 },
  },
};

before(async () => {
  operator = await RunningOperator.open();
  await operator.write(pools);
  await operator.start();
});
after(() => operator.close());

describe('sixty documents at once', () => {
  it('take the pool to its maximum in one step and back after the idle time, and each is read once', async () => {
    await operator.until('ocr', ({ ready }) => ready === 1);
    const files = await Promise.all(Array.from({ length: 60 }, (_, n) => cleanInvoicePdf(n)));
    await Promise.all(files.map((file) => operator.workshop.handIn(file)));
    await operator.workshop.allOver(120_000);
    await operator.until('ocr', ({ wanted, draining }) => wanted === 1 && draining === 0);
    assert.deepEqual(operator.changes('ocr').slice(1), ['1→4 BacklogAboveTarget', '4→1 Idle']);
    await operator.until('work', ({ wanted, draining }) => wanted === 0 && draining === 0);
    const rows = await operator.workshop.books.in(() =>
      query<{ kind: string; state: string; attempts: number; jobs: number; invoices: number }>(
        `SELECT kind, state, attempts, count(*)::int AS jobs, (SELECT count(*)::int FROM invoices) AS invoices
           FROM platform.jobs GROUP BY kind, state, attempts ORDER BY kind`,
      ),
    );
    assert.deepEqual(rows, [
      { kind: 'ocr', state: 'done', attempts: 1, jobs: 60, invoices: 60 },
      { kind: 'parse', state: 'done', attempts: 1, jobs: 60, invoices: 60 },
    ]);
  });
});

/** The process ids of the operator's workers. */
function workers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return (
          ['reader', 'worker'].some((user) =>
            environment.includes(`AMQP_URL=${brokerUrlOf(operator.workshop.amqpUrl, user)}`),
          ) && environment.some((variable) => variable.startsWith('WORKER_NAME='))
        );
      } catch {
        return false; // it ended while we looked
      }
    })
    .map(Number);
}

async function noWorkers(): Promise<void> {
  for (let n = 0; n < 1_200 && workers().length > 0; n++) await pause(50);
  assert.deepEqual(workers(), []);
}

describe('a worker that dies', () => {
  it('is started again under its name, with the job it held done by the next', async () => {
    await operator.until('ocr', ({ ready }) => ready === 1);
    const [victim] = workers();
    assert.ok(victim);
    process.kill(victim, 'SIGKILL');
    while (!operator.log().includes('a worker ended by itself')) await pause(50);
    await operator.workshop.handIn(await cleanInvoicePdf(61));
    const { failed } = await operator.workshop.allOver();
    assert.equal(failed, 0);
  });
});

describe('the file of pools', () => {
  it('is followed while it changes', async () => {
    await operator.write({
      ...pools,
      ocr: { ...pools.ocr, scaling: { ...pools.ocr.scaling, minReplicas: 2 } },
    });
    const grown = await operator.until(
      'ocr',
      ({ wanted, minReplicas }) => wanted === 2 && minReplicas === 2,
    );
    assert.equal(grown.decision?.reason, 'OutOfBounds');
    await operator.write({ work: pools.work });
    await operator.until('ocr', ({ queues }) => queues.length === 0);
  });
  it('that becomes wrong changes nothing and is told', async () => {
    await appendFile(operator.file, '\n---\nkind: ProcessingJob\n');
    while (!operator.log().includes('the file of pools is wrong')) await pause(50);
    assert.match(operator.log(), /apiVersion/);
    await operator.write(pools);
    await operator.until('ocr', ({ ready }) => ready === 1);
  });
});

describe('the end of the operator', () => {
  it('is the end of its workers, when it is told to stop', async () => {
    assert.notDeepEqual(workers(), []);
    await operator.stop();
    await noWorkers();
  });
  it('is the end of its workers, when it is killed', async () => {
    await operator.start();
    while (workers().length === 0) await pause(50);
    await operator.kill();
    await noWorkers();
  });
});
