import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import { z } from 'zod';

/** A proxy that passes connections on, and notes to where. */
export interface Proxy {
  readonly url: string;
  /** The places that were asked for, one for each connection. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

/** An HTTP proxy that knows CONNECT alone, and nobody but `user:secret`. */
export async function openConnectProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const expected = `Basic ${Buffer.from('user:secret').toString('base64')}`;
  const server = http.createServer((_request, response) => response.writeHead(405).end());
  server.on('connect', ({ url = '', headers }: http.IncomingMessage, client: net.Socket) => {
    if (headers['proxy-authorization'] !== expected) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    asked.push(url);
    const target = net.connect(Number(new URL(`http://${url}`).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join(client, target);
    });
    target.once('error', () => client.destroy());
  });
  return listening(server, asked, (port) => `http://user:secret@127.0.0.1:${port}`);
}

/** A SOCKS5 proxy that asks for no password and connects to addresses of IPv4 or names alone. */
export async function openSocksProxy(): Promise<Proxy> {
  const asked: string[] = [];
  const server = net.createServer((client) => {
    const serve = async (): Promise<void> => {
      await once(client, 'data'); // how one may say who one is
      client.write(Buffer.from([5, 0]));
      const [request] = z.tuple([z.instanceof(Buffer)]).parse(await once(client, 'data'));
      const port = request.readUInt16BE(request.length - 2);
      asked.push(`127.0.0.1:${port}`);
      const target = net.connect(port, '127.0.0.1');
      target.once('error', () => client.destroy());
      await once(target, 'connect');
      client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
      join(client, target);
    };
    serve().catch(() => client.destroy());
  });
  return listening(server, asked, (port) => `socks5://127.0.0.1:${port}`);
}

function join(client: net.Socket, target: net.Socket): void {
  client.on('error', () => target.destroy()).on('close', () => target.destroy());
  target.on('error', () => client.destroy()).on('close', () => client.destroy());
  client.pipe(target).pipe(client);
}

async function listening(
  server: net.Server,
  asked: readonly string[],
  url: (port: number) => string,
): Promise<Proxy> {
  const sockets = new Set<net.Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: url(port),
    asked,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
