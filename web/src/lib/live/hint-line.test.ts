import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { listen, type Message, type StreamEvents, type Surroundings } from './hint-line.ts';

/** A browser of several tabs: one lock, one channel, streams that are opened by hand. */
function playedBrowser() {
  const streams: StreamEvents[] = [];
  const queue: (() => void)[] = [];
  const channels = new Set<(message: Message) => void>();
  let held = false;
  const next = () => {
    held = false;
    queue.shift()?.();
  };
  const around: Surroundings = {
    async lock(_name, lead, signal) {
      if (held) await new Promise<void>((resolve) => queue.push(resolve));
      if (signal.aborted) return next();
      held = true;
      await lead();
      next();
    },
    channel(_name, onMessage) {
      channels.add(onMessage);
      return {
        post: (message) => {
          for (const other of channels) if (other !== onMessage) other(message);
        },
        close: () => channels.delete(onMessage),
      };
    },
    stream(_address, on) {
      streams.push(on);
      return { close: () => undefined };
    },
    wait: () => Promise.resolve(),
  };
  return { around, streams };
}

const hint = { resource: 'document', id: '1' } as const;

describe('listen', () => {
  it('holds one stream for all tabs, and each hears every hint', async () => {
    const { around, streams } = playedBrowser();
    const heard: string[][] = [[], [], []];
    for (const list of heard) listen('t', ({ type }) => list.push(type), around);
    await turn();
    assert.equal(streams.length, 1);
    streams[0]?.opened();
    streams[0]?.hint(hint);
    assert.deepEqual(heard, [
      ['opened', 'hint'],
      ['opened', 'hint'],
      ['opened', 'hint'],
    ]);
  });

  it('hands the stream to the next tab when the leader closes', async () => {
    const { around, streams } = playedBrowser();
    const stopFirst = listen('t', () => undefined, around);
    const heard: Message[] = [];
    listen('t', (message) => heard.push(message), around);
    await turn();
    stopFirst();
    await turn();
    assert.equal(streams.length, 2);
    streams[1]?.hint(hint);
    assert.deepEqual(heard, [{ type: 'hint', hint }]);
  });

  it('opens a stream anew when the API ended it for good', async () => {
    const { around, streams } = playedBrowser();
    const stop = listen('t', () => undefined, around);
    await turn();
    streams[0]?.ended();
    await turn();
    assert.equal(streams.length, 2);
    stop();
  });
});
