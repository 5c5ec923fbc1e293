import { type BrokerConnection, ExclusiveListener } from '@smart-accounting/database/broker';
import type { Logger } from '@smart-accounting/monitoring';
import { type Event, eventSchema, exchanges } from '@smart-accounting/worker-contract';
import type { Response } from 'express';

const pingMs = 20_000;

/**
 * Passes hints from the broker to the browsers that listen here. Each process has one exclusive queue that the broker
 * removes with the connection; what was said meanwhile is lost, and browsers read again when they reconnect.
 */
export class EventStreams {
  readonly #streams = new Map<string, Set<Response>>();
  readonly #listener: ExclusiveListener;
  readonly #pinging: NodeJS.Timeout;
  #lastId = 0;

  constructor(broker: BrokerConnection, logger: Logger) {
    this.#listener = new ExclusiveListener(
      broker,
      logger,
      {
        name: 'event consumer',
        exchange: exchanges.events,
        routingKeys: ['#'],
        prepare: (channel) => channel.assertExchange(exchanges.events, 'topic', { durable: true }),
      },
      (body) => {
        const event = eventSchema.safeParse(body);
        if (event.success) this.#pass(event.data);
      },
    );
    this.#pinging = setInterval(() => this.#toAll(': ping\n\n'), pingMs);
  }

  /** Keeps the answer open as an event stream of this tenant until the browser or we go. */
  add(tenant: string, response: Response): void {
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    response.write('retry: 2000\n\n');
    const streams = this.#streams.get(tenant) ?? new Set();
    this.#streams.set(tenant, streams.add(response));
    response.once('close', () => {
      streams.delete(response);
      if (streams.size === 0) this.#streams.delete(tenant);
    });
  }

  /** Ends every stream, so that the server can close: browsers reconnect to another process. */
  async close(): Promise<void> {
    clearInterval(this.#pinging);
    for (const streams of this.#streams.values()) for (const response of streams) response.end();
    await this.#listener.close();
  }

  #pass({ tenant, resource, id }: Event): void {
    const streams = this.#streams.get(tenant);
    if (!streams) return;
    this.#lastId += 1;
    const text = `id: ${this.#lastId}\nevent: hint\ndata: ${JSON.stringify({ resource, id })}\n\n`;
    for (const response of streams) response.write(text);
    // Whoever may still listen comes back; who was removed, or whose company was suspended, does not.
    if (resource === 'tenant') for (const response of streams) response.end();
  }

  #toAll(text: string): void {
    for (const streams of this.#streams.values())
      for (const response of streams) response.write(text);
  }
}
