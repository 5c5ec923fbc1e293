import { eventRoutingKey, type Event, exchanges } from '@smart-accounting/worker-contract';
import type { Connection, Publisher } from 'rabbitmq-client';
import { afterCommit } from '../tenancy/database.ts';

/** Tells browsers that something changed. Hints may be lost: a browser reads again after every reconnect. */
export interface Announcer {
  /** Sends the hint when the current unit of work has committed. */
  afterCommit(event: Event): void;
  send(event: Event): void;
  /** Gives its channel back: the broker's connection closes only when no channel is open. */
  close(): Promise<void>;
}

export function createAnnouncer(broker: Connection): Announcer {
  let publisher: Publisher | null = null;
  const send = (event: Event): void => {
    // Without a broker nobody listens either; waiting for it would only pile up old hints.
    if (!broker.ready) return;
    publisher ??= broker.createPublisher({ maxAttempts: 1 });
    const { tenant, resource, id } = event;
    publisher
      .send(
        { exchange: exchanges.events, routingKey: eventRoutingKey(tenant, resource, id) },
        event,
      )
      .catch(() => {});
  };
  return {
    send,
    afterCommit: (event) => afterCommit(() => send(event)),
    close: async () => publisher?.close(),
  };
}
