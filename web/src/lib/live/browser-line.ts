import type { EventHint } from '@smart-accounting/api-contract';
import type { Message, Surroundings } from './hint-line.ts';

/** The browser's own locks, channels and event streams. */
export const browserLine: Surroundings = {
  lock(name, lead, signal) {
    // Over plain http on another machine there are no locks: then each tab holds a stream of its own.
    return navigator.locks ? navigator.locks.request(name, { signal }, lead) : lead();
  },
  channel(name, onMessage) {
    const channel = new BroadcastChannel(name);
    channel.onmessage = ({ data }: MessageEvent<Message>) => onMessage(data);
    return {
      post: (message) => channel.postMessage(message),
      close: () => channel.close(),
    };
  },
  stream(address, on) {
    const source = new EventSource(address);
    source.onopen = () => on.opened();
    source.addEventListener('hint', ({ data }: MessageEvent<string>) => {
      const hint: EventHint = JSON.parse(data);
      on.hint(hint);
    });
    source.onerror = () => {
      on.broken();
      if (source.readyState === EventSource.CLOSED) on.ended();
    };
    return source;
  },
  wait(ms, signal) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  },
};
