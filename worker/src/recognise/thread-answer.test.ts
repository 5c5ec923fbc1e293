import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { answerWithin, ThreadFailure } from './thread-answer.ts';

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
  it('that answers is heard', async () => {
    const worker = thread(answering);
    assert.equal(await answerWithin(worker, 10_000, ask(worker)), 'done');
  });
  it('that computes for longer than it may is given up', async () => {
    assert.equal(await failureOf(thread(computing), 100), 'overrun');
  });
  it('that waits without computing is given up much later, for another reason', async () => {
    const worker = thread(answeringOnce);
    await answerWithin(worker, 10_000, ask(worker)); // it has started: that takes computing, too
    assert.equal(await failureOf(worker, 100), 'silent');
  });
  it('that dies or ends is given up at once', async () => {
    assert.equal(await failureOf(thread("throw new Error('bad document')"), 10_000), 'ended');
    assert.equal(await failureOf(thread('process.exit(3)'), 10_000), 'ended');
  });
  it('is listened to no longer than it takes', async () => {
    const worker = thread(answering);
    for (let turn = 0; turn < 3; turn++) await answerWithin(worker, 10_000, ask(worker));
    assert.deepEqual([worker.listenerCount('error'), worker.listenerCount('exit')], [0, 0]);
  });
});

describe('an answer that fails by itself', () => {
  it('fails with its own reason', async () => {
    const refusal = Promise.reject(new Error('refused'));
    await assert.rejects(answerWithin(thread(answering), 10_000, refusal), /refused/);
  });
});
