import { EventEmitter } from 'node:events';
import { type Logger, watchBroker } from '@smart-accounting/monitoring';
import {
  type Channel,
  type ChannelModel,
  type ConfirmChannel,
  connect,
  type RecoveringChannelModel,
} from 'amqplib';
import { credentialsOf, vhostOf } from './broker-url.ts';
import { OpenChannel } from './open-channel.ts';
import { reconnectDelayMs } from './reconnect-delay.ts';
import { unlessAborted, withinTime } from './within-time.ts';

const heartbeatSeconds = 10;
const handshakeMs = 10_000;
/** A broker that does not answer any more must not hold up a process that stops. */
const closeMs = 3_000;

/**
 * A process's connection to the broker. It connects again by itself, at most two seconds after the broker is back, and
 * never gives up. Says `connection` each time that it is there, and `error` each time that it is not, once for each
 * reason: a broker that comes back may refuse the password it took before.
 */
export class BrokerConnection extends EventEmitter<{ connection: []; error: [unknown] }> {
  readonly #recovering: Promise<RecoveringChannelModel>;
  #model: ChannelModel | null = null;
  #connected = newConnection();
  /** Aborted while the broker takes nothing. */
  #blocked = new AbortController();
  readonly #told = new Set<string>();
  readonly #vhost: string;
  #closed = false;

  constructor(url: string, name: string) {
    super();
    this.#vhost = vhostOf(url);
    this.#recovering = connect(addressOf(url), {
      credentials: credentialsOf(url),
      clientProperties: { connection_name: name },
      // A small frame after one that has no answer would wait some 40 ms for the broker's delayed acknowledgement.
      noDelay: true,
      timeout: handshakeMs,
      recovery: {
        waitForConnect: false,
        calculateDelay: reconnectDelayMs,
        // amqplib itself listens only after this: a connection that dies in between would end the process.
        setup: (model: ChannelModel) => {
          model.on('error', () => {});
          return Promise.resolve();
        },
      },
    }).then((recovering) => this.#follow(recovering));
  }

  /** Whether there is a connection that takes what is sent; a broker without memory or disk space takes nothing. */
  get ready(): boolean {
    return this.#model !== null && !this.#blocked.signal.aborted;
  }

  /** For `/readyz`. @throws {Error} with the reason when it is not ready */
  async check(): Promise<void> {
    if (!this.#model) throw new Error('no connection');
    this.#blocked.signal.throwIfAborted();
    return Promise.resolve();
  }

  /** Waits until there is a connection. @throws {Error} when there is none within the time */
  async connected(withinMs = 3_000): Promise<void> {
    await this.#open(withinMs);
  }

  /** Opens a channel, which whoever asked closes. @throws {Error} when the broker takes nothing for three seconds */
  async openChannel(): Promise<OpenChannel> {
    return this.#openedChannel((model) => model.createChannel());
  }

  /** The same for a channel on which the broker confirms what is published. */
  async openConfirmChannel(): Promise<OpenChannel<ConfirmChannel>> {
    return this.#openedChannel((model) => model.createConfirmChannel());
  }

  /** Does something on a channel of its own, as declaring queues: what the broker refuses closes a channel. */
  async use<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
    const channel = await this.openChannel();
    try {
      return await channel.ask(work);
    } finally {
      await channel.close();
    }
  }

  /** Ends the connection for good. Channels are closed before: what they still had to send is lost otherwise. */
  async close(): Promise<void> {
    const model = this.#model;
    this.#model = null;
    this.#closed = true;
    const closedError = new Error('the connection to the broker is closed');
    this.#connected.reject(closedError);
    this.#connected = newConnection();
    this.#connected.reject(closedError);
    const recovering = await this.#recovering;
    // amqplib waits for ever when the connection dies before the broker's answer.
    const died = new Promise<void>((resolve) => model?.once('close', resolve));
    const closed = Promise.race([recovering.close(), died]);
    await withinTime(closed, closeMs, 'the broker did not say good-bye').catch(() => {});
  }

  async #openedChannel<C extends Channel>(
    create: (model: ChannelModel) => Promise<C>,
  ): Promise<OpenChannel<C>> {
    const model = await this.#open();
    const created = create(model);
    try {
      const amqp = await unlessAborted(created, this.#blocked.signal);
      return new OpenChannel(
        amqp,
        () => this.#blocked.signal,
        (error) => this.emit('error', error),
      );
    } catch (error) {
      created.then((late) => late.close()).catch(() => {}); // opened after all, for nobody
      throw error;
    }
  }

  async #open(withinMs = 3_000): Promise<ChannelModel> {
    try {
      return await withinTime(
        this.#connected.promise,
        withinMs,
        'there is no connection to the broker',
      );
    } catch (error) {
      if (this.#model) this.#blocked.signal.throwIfAborted();
      throw error;
    }
  }

  #follow(recovering: RecoveringChannelModel): RecoveringChannelModel {
    recovering.on('connect', (model) => {
      this.#model = model;
      this.#usable(model);
    });
    const lost = (error: Error): void => this.#lost(error);
    // Of a connection that breaks both come, or only the second when the broker ended it in order.
    recovering.on('error', lost);
    recovering.on('disconnect', lost);
    recovering.on('connect-failed', lost);
    recovering.on('blocked', (reason) => this.#block(reason));
    recovering.on('unblocked', () => this.#model && this.#usable(this.#model));
    return recovering;
  }

  #usable(model: ChannelModel): void {
    this.#blocked = new AbortController();
    this.#told.clear();
    this.#connected.resolve(model);
    this.emit('connection');
  }

  /** From a broker without memory or disk space no answer comes either, until it has some again. */
  #block(reason: string): void {
    if (this.#closed || this.#blocked.signal.aborted) return;
    const error = new Error(`the broker takes nothing now: ${reason}`);
    this.#connected = newConnection();
    this.#blocked.abort(error);
    this.emit('error', error);
  }

  #lost(error: Error): void {
    if (this.#closed) return;
    if (this.#model) this.#connected = newConnection();
    this.#model = null;
    // All that amqplib says of it.
    const refused = error.message.startsWith('Expected ConnectionOpenOk; got <ConnectionClose');
    const sentence = `the broker refused the virtual host "${this.#vhost}": it is not there, or closed to this user`;
    const reason = refused ? new Error(sentence, { cause: error }) : error;
    if (this.#told.has(reason.message)) return;
    this.#told.add(reason.message);
    this.emit('error', reason);
  }
}

/** Opens this process's connection, and has log and metric tell of it. The broker need not be there yet. */
export function connectBroker(url: string, name: string, logger: Logger): BrokerConnection {
  const connection = new BrokerConnection(url, name);
  watchBroker(connection, logger);
  return connection;
}

function newConnection(): PromiseWithResolvers<ChannelModel> {
  const connection = Promise.withResolvers<ChannelModel>();
  connection.promise.catch(() => {}); // perhaps nobody waits for it
  return connection;
}

function addressOf(url: string): string {
  const address = new URL(url);
  if (!address.searchParams.has('heartbeat'))
    address.searchParams.set('heartbeat', String(heartbeatSeconds));
  return address.href;
}
