import { type BrokerConnection, ExclusiveListener } from '@smart-accounting/database/broker';
import { type Entrant, stillIn } from '@smart-accounting/database/people/sessions/still-in';
import { Refusal } from '@smart-accounting/database/refusal';
import type { Database } from '@smart-accounting/database/tenancy/database';
import type { Logger } from '@smart-accounting/monitoring';
import { type Event, eventSchema, exchanges } from '@smart-accounting/worker-contract';
import type { Response } from 'express';

const pingMs = 20_000;
/** How often it is asked who may still listen. */
const checkMs = 2_000;
/** A browser needs one for each company that is open in it. */
const streamsOfPerson = 10;

/** Who listens in a tenant, and the answer that is kept open for them. */
interface Stream extends Entrant {
  readonly userId: string;
  readonly response: Response;
}

/**
 * Passes hints from the broker to the browsers that listen here. Each process has one exclusive queue that the broker
 * removes with the connection; what was said meanwhile is lost, and browsers read again when they reconnect. Whoever
 * signed out, was removed or is locked out with the company hears no more within seconds.
 */
export class EventStreams {
  readonly #streams = new Map<string, Set<Stream>>();
  readonly #database: Database;
  readonly #logger: Logger;
  readonly #listener: ExclusiveListener;
  readonly #pinging: NodeJS.Timeout;
  readonly #checking: NodeJS.Timeout;
  #lastId = 0;

  constructor(database: Database, broker: BrokerConnection, logger: Logger) {
    this.#database = database;
    this.#logger = logger;
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
    this.#checking = setInterval(() => void this.#endThoseOfOthers(), checkMs);
  }

  /**
   * Keeps the answer open as an event stream until the browser or we go.
   * @throws {Refusal} too_many_streams
   */
  add(stream: Stream): void {
    const { tenant, userId, response } = stream;
    const theirs = this.#all().filter((other) => other.userId === userId);
    if (theirs.length >= streamsOfPerson)
      throw new Refusal('too_many_streams', { retry_after: 10 });
    response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
    response.write('retry: 2000\n\n');
    const streams = this.#streams.get(tenant) ?? new Set();
    this.#streams.set(tenant, streams.add(stream));
    response.once('close', () => {
      streams.delete(stream);
      if (streams.size === 0) this.#streams.delete(tenant);
    });
  }

  /** Ends every stream, so that the server can close: browsers reconnect to another process. */
  async close(): Promise<void> {
    clearInterval(this.#pinging);
    clearInterval(this.#checking);
    for (const { response } of this.#all()) response.end();
    await this.#listener.close();
  }

  #all(): Stream[] {
    return [...this.#streams.values()].flatMap((streams) => [...streams]);
  }

  #pass({ tenant, resource, id }: Event): void {
    const streams = this.#streams.get(tenant);
    if (!streams) return;
    this.#lastId += 1;
    const text = `id: ${this.#lastId}\nevent: hint\ndata: ${JSON.stringify({ resource, id })}\n\n`;
    for (const { response } of streams) response.write(text);
    // Whoever may still listen comes back; who was removed, or whose company was suspended, does not.
    if (resource === 'tenant') for (const { response } of streams) response.end();
  }

  /** The hint of a change may be lost, and a sign-out gives none: so the database is asked, too. */
  async #endThoseOfOthers(): Promise<void> {
    const streams = this.#all();
    if (streams.length === 0) return;
    try {
      const may = await stillIn(this.#database, streams);
      for (const stream of streams) if (!may.has(stream)) stream.response.end();
    } catch (error) {
      this.#logger.warn({ err: error }, 'who may still listen could not be asked');
    }
  }

  #toAll(text: string): void {
    for (const { response } of this.#all()) response.write(text);
  }
}
