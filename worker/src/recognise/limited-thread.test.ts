import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { answerWithin, startThread, ThreadFailure } from './limited-thread.ts';

const threads: Worker[] = [];
after(() => Promise.all(threads.map((thread) => thread.terminate())));

/** A thread that runs this code when it is sent a message. */
function thread(code: string): Worker {
  const source = `require('node:worker_threads').parentPort.on('message', (order) => { ${code} })`;
  const started = new Worker(source, { eval: true });
  threads.push(started);
  return started;
}

function ask(worker: Worker): Promise<unknown> {
  const answer = new Promise((resolve) => worker.once('message', resolve));
  worker.postMessage('work');
  return answer;
}

async function failureOf(worker: Worker, cpuMs: number): Promise<string> {
  try {
    await answerWithin(worker, cpuMs, ask(worker));
  } catch (error) {
    assert.ok(error instanceof ThreadFailure, String(error));
    return error.reason;
  }
  return assert.fail('the thread answered');
}

const computing = 'for (;;);';
const answering = "require('node:worker_threads').parentPort.postMessage('done');";
const answeringOnce = `if (globalThis.answered) return; globalThis.answered = true; ${answering}`;

describe('a thread', () => {
  it('returns its answer', async () => {
    const worker = thread(answering);
    assert.equal(await answerWithin(worker, 10_000, ask(worker)), 'done');
  });
  it('fails when it exceeds its CPU time', async () => {
    assert.equal(await failureOf(thread(computing), 100), 'overrun');
  });
  it('fails much later, with another reason, when it waits without computing', async () => {
    const worker = thread(answeringOnce);
    await answerWithin(worker, 10_000, ask(worker)); // it has started: that takes computing, too
    assert.equal(await failureOf(worker, 100), 'silent');
  });
  it('fails at once when it dies or exits', async () => {
    assert.equal(await failureOf(thread("throw new Error('bad document')"), 10_000), 'ended');
    assert.equal(await failureOf(thread('process.exit(3)'), 10_000), 'ended');
  });
  it('keeps no listeners after its answer', async () => {
    const worker = thread(answering);
    for (let turn = 0; turn < 3; turn++) await answerWithin(worker, 10_000, ask(worker));
    assert.deepEqual([worker.listenerCount('error'), worker.listenerCount('exit')], [0, 0]);
  });
});

describe('a thread that dies while nobody waits for it', () => {
  it('reports its end, and the process goes on', async () => {
    const dying = new URL(
      "data:text/javascript,setTimeout(() => { throw new Error('late'); }, 50)",
    );
    await new Promise<void>((resolve) => threads.push(startThread(dying, 32, resolve)));
  });
});

describe('an answer that is rejected', () => {
  it('fails with its own error', async () => {
    const refusal = Promise.reject(new Error('refused'));
    await assert.rejects(answerWithin(thread(answering), 10_000, refusal), /refused/);
  });
});
