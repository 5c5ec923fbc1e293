import net from 'node:net';

/** Stands between a client and a server, and lets connections go bad as networks do. */
export class TcpProxy {
  readonly #server: net.Server;
  readonly #sockets = new Set<net.Socket>();
  /** Nothing passes on these any more, and nobody is told. */
  #dead = new WeakSet<net.Socket>();
  #refuses = false;

  private constructor(target: number) {
    this.#server = net.createServer((client) => {
      if (this.#refuses) {
        client.destroy();
        return;
      }
      const upstream = net.connect(target, '127.0.0.1');
      this.#join(client, upstream);
      this.#join(upstream, client);
    });
  }

  static async before(url: string): Promise<TcpProxy> {
    const proxy = new TcpProxy(Number(new URL(url).port));
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('it does not listen');
    return `https://127.0.0.1:${address.port}`;
  }

  /** The connections there are become half open; new ones work. */
  halfOpen(): void {
    for (const socket of this.#sockets) this.#dead.add(socket);
  }

  /** Every connection ends, and new ones are not accepted. */
  refuse(): void {
    this.#refuses = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  forward(): void {
    this.#refuses = false;
  }

  async close(): Promise<void> {
    this.refuse();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(from: net.Socket, to: net.Socket): void {
    this.#sockets.add(from);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on('data', (bytes) => {
      if (!this.#dead.has(from)) to.write(bytes);
    });
  }
}
