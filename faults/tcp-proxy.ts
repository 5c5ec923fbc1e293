import net from 'node:net';

/** A way to a server that can be cut, and opened again: what a network does on a bad day. */
export interface TcpProxy {
  readonly port: number;
  /** Connections that were made until now. */
  opened(): number;
  /** Connections there are now. */
  open(): number;
  /** Ends every connection in its middle; new ones are let through. */
  cut(): void;
  /** Nothing passes on the connections there are any more, and nobody is told; new ones work. */
  halfOpen(): void;
  /** Ends every connection, and lets no new ones through until `forward`. */
  refuse(): void;
  forward(): void;
  close(): Promise<void>;
}

/** Listens on a free port of 127.0.0.1 and passes every connection on to `targetPort`. */
export async function openTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<net.Socket>();
  const clients = new Set<net.Socket>();
  let opened = 0;
  let refuses = false;
  const server = net.createServer((client) => {
    if (refuses) {
      client.destroy();
      return;
    }
    opened += 1;
    clients.add(client);
    client.once('close', () => clients.delete(client));
    const target = net.connect(targetPort, '127.0.0.1');
    for (const [socket, other] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('the proxy has no port');
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    port: address.port,
    opened: () => opened,
    open: () => clients.size,
    cut,
    halfOpen: () => {
      for (const socket of sockets) socket.unpipe().resume(); // what still comes is lost
    },
    refuse: () => {
      refuses = true;
      cut();
    },
    forward: () => {
      refuses = false;
    },
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      cut();
      await closed;
    },
  };
}
