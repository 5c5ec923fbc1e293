import { eventRoutingKey, type Event, exchanges } from '@smart-accounting/worker-contract';
import { type BrokerConnection, Publisher } from '../broker/index.ts';
import { afterCommit } from '../tenancy/database.ts';

/** Tells browsers that something changed. Hints may be lost: a browser reads again after every reconnect. */
export interface ChangeNotifier {
  /** Sends the hint when the current unit of work has committed. */
  afterCommit(event: Event): void;
  send(event: Event): void;
  /** Gives its channel back, when the hints that were sent have gone. */
  close(): Promise<void>;
}

export function createChangeNotifier(broker: BrokerConnection): ChangeNotifier {
  const publisher = new Publisher(broker);
  const send = (event: Event): void => {
    // Without a broker nobody listens either; waiting for it would only pile up old hints.
    if (!broker.ready) return;
    const { tenant, resource, id } = event;
    publisher
      .sendUnconfirmed(
        { exchange: exchanges.events, routingKey: eventRoutingKey(tenant, resource, id) },
        event,
      )
      .catch(() => {});
  };
  return {
    send,
    afterCommit: (event) => afterCommit(() => send(event)),
    close: () => publisher.close(),
  };
}
