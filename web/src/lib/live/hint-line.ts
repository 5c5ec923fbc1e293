import type { EventHint } from '@smart-accounting/api-contract';

/** What tabs tell each other: a hint, that the stream was opened (so read all again), or that it broke off. */
export type Message =
  { readonly type: 'hint'; readonly hint: EventHint } | { readonly type: 'opened' | 'broken' };

/** The browser's parts, handed in so that a test can play them. */
export interface Surroundings {
  /** Waits until this tab may be the leader; keeps that until the promise of `lead` ends. */
  readonly lock: (name: string, lead: () => Promise<void>, signal: AbortSignal) => Promise<unknown>;
  readonly channel: (name: string, onMessage: (message: Message) => void) => Channel;
  readonly stream: (address: string, on: StreamEvents) => { close(): void };
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface Channel {
  post(message: Message): void;
  close(): void;
}

export interface StreamEvents {
  opened(): void;
  hint(hint: EventHint): void;
  broken(): void;
  /** The stream ended for good and must be opened anew (the browser itself retries a broken line). */
  ended(): void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/**
 * Listens to a tenant's hints. A browser gives six connections a host: so of all tabs one leads and holds the stream, the
 * others hear from it; when it closes, the next takes over.
 */
export function listen(
  tenant: string,
  onMessage: (message: Message) => void,
  around: Surroundings,
): () => void {
  const name = `smart-accounting:${tenant}`;
  const stop = new AbortController();
  const channel = around.channel(name, onMessage);
  const tell = (message: Message) => {
    onMessage(message);
    channel.post(message);
  };
  around
    .lock(
      name,
      () => lead(`/api/v1/tenants/${tenant}/events`, tell, around, stop.signal),
      stop.signal,
    )
    .catch(() => undefined); // given up before it was our turn
  return () => {
    stop.abort();
    channel.close();
  };
}

async function lead(
  address: string,
  tell: (message: Message) => void,
  around: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs;
  while (!signal.aborted) {
    const opened = await hold(address, tell, around, signal);
    pauseMs = opened ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs);
    await around.wait(pauseMs, signal);
  }
}

/** Holds one stream until it ends; answers whether it had opened at all. */
function hold(
  address: string,
  tell: (message: Message) => void,
  around: Surroundings,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    let opened = false;
    const finish = () => {
      stream.close();
      signal.removeEventListener('abort', finish);
      resolve(opened);
    };
    const stream = around.stream(address, {
      opened() {
        opened = true;
        tell({ type: 'opened' });
      },
      hint: (hint) => tell({ type: 'hint', hint }),
      broken: () => tell({ type: 'broken' }),
      ended: finish,
    });
    signal.addEventListener('abort', finish);
  });
}
