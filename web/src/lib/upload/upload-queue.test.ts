import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type Upload, UploadQueue } from './upload-queue.ts';

const file = (name: string) => ({ name, size: 10 });

/** A queue whose sending is played by hand. */
function playedQueue() {
  const sending = new Map<string, PromiseWithResolvers<string>>();
  const states = new Map<string, Upload<string>>();
  const queue = new UploadQueue<{ name: string; size: number }, string>(
    ({ name }, onProgress) => {
      const sent = Promise.withResolvers<string>();
      sending.set(name, sent);
      onProgress(0.5);
      return sent.promise;
    },
    (upload) => states.set(upload.name, upload),
  );
  return { queue, sending, state: (name: string) => states.get(name)?.state };
}

describe('UploadQueue', () => {
  it('sends three at once, the rest in order', async () => {
    const { queue, sending, state } = playedQueue();
    queue.add(['a', 'b', 'c', 'd', 'e'].map(file));
    assert.deepEqual([...sending.keys()], ['a', 'b', 'c']);
    assert.equal(state('d'), 'waiting');
    sending.get('b')?.resolve('B');
    await turn();
    assert.equal(state('b'), 'done');
    assert.deepEqual([...sending.keys()], ['a', 'b', 'c', 'd']);
    assert.equal(queue.busy, true);
  });

  it('goes on after one that fails, and sends it again when asked', async () => {
    const { queue, sending, state } = playedQueue();
    const [key = ''] = queue.add([file('bad'), file('good')]);
    sending.get('bad')?.reject(new Error('no'));
    sending.get('good')?.resolve('ok');
    await turn();
    assert.deepEqual([state('bad'), state('good')], ['failed', 'done']);
    queue.retry(key);
    assert.equal(state('bad'), 'sending');
    sending.get('bad')?.resolve('ok');
    await turn();
    assert.equal(state('bad'), 'done');
    assert.equal(queue.busy, false);
  });

  it('does not send again what has arrived', async () => {
    const { queue, sending } = playedQueue();
    const [key = ''] = queue.add([file('once')]);
    sending.get('once')?.resolve('ok');
    await turn();
    sending.clear();
    queue.retry(key);
    assert.equal(sending.size, 0);
  });
});
