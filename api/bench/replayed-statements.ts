import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';

/** A statement as it went to PostgreSQL. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Everything that this process sends to PostgreSQL while `work` runs, by connection. */
export async function recordStatements(work: () => Promise<unknown>): Promise<Statement[][]> {
  const original: unknown = Reflect.get(pg.Client.prototype, 'query');
  if (typeof original !== 'function') throw new Error('this pg has no Client.query');
  const byClient = new Map<unknown, Statement[]>();
  Reflect.set(pg.Client.prototype, 'query', function record(this: pg.Client, ...args: unknown[]) {
    const [text, values] = args;
    if (typeof text === 'string') {
      const statements = byClient.get(this) ?? [];
      statements.push({ text, values: Array.isArray(values) ? values : [] });
      byClient.set(this, statements);
    }
    const result: unknown = Reflect.apply(original, this, args);
    return result;
  });
  try {
    await work();
  } finally {
    Reflect.set(pg.Client.prototype, 'query', original);
  }
  return [...byClient.values()];
}

/**
 * A handler as somebody would write it by hand, with Express and pg and nothing else: these statements one after the
 * other on one connection, and their rows as JSON.
 */
export async function serveByHand(
  databaseUrl: string,
  connections: number,
  statements: readonly Statement[],
  options?: string,
): Promise<{ url: string; close: () => Promise<void> }> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    ...(options && { options }),
  });
  const app = express();
  app.get('/', async (_request, response) => {
    const client = await pool.connect();
    const rows: unknown[] = [];
    for (const { text, values } of statements) {
      const result =
        values.length > 0 ? await client.query(text, [...values]) : await client.query(text);
      if (!Array.isArray(result)) rows.push(result.rows);
    }
    client.release();
    response.type('json').send(JSON.stringify(rows, bigintAsText));
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address: string | AddressInfo | null = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
