import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** What one request came to: `null` when nobody knows, because no answer arrived or it was a 5xx. */
export type Reply = { readonly status: number; readonly body: unknown } | null;

const session = z.object({ tenants: z.array(z.object({ id: z.string(), state: z.string() })) });
const tenant = z.object({ state: z.string() });

/** A person of one tenant at the API, who waits and tries again as people do. */
export class Client {
  readonly tenant: string;
  readonly #url: string;
  readonly #cookie: string;

  private constructor(url: string, tenantId: string, cookie: string) {
    this.#url = `${url}/api/v1`;
    this.tenant = tenantId;
    this.#cookie = cookie;
  }

  /** Registers a company and waits for its books. */
  static async register(url: string, mark: string): Promise<Client> {
    const answer = await fetch(`${url}/api/v1/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        company_name: `Pech ${mark}`,
        name: 'Eva Pech',
        email: `${mark}@faults.example`,
        password: `wachtwoord van ${mark}`,
      }),
    });
    const cookie = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const [registered] = session.parse(await answer.json()).tenants;
    if (!registered) throw new Error('a registration gives a tenant');
    const client = new Client(url, registered.id, cookie);
    for (let tries = 0; tries < 600; tries++) {
      const reply = await client.send('GET', '');
      if (reply && tenant.parse(reply.body).state === 'active') return client;
      await pause(100);
    }
    throw new Error('the books were not created within a minute');
  }

  /** One request below the tenant's address. A text body is JSON, bytes are a file. */
  async send(
    method: string,
    path: string,
    {
      body,
      headers = {},
    }: { body?: object | Uint8Array<ArrayBuffer>; headers?: Record<string, string> } = {},
  ): Promise<Reply> {
    const isFile = body instanceof Uint8Array;
    try {
      const answer = await fetch(`${this.#url}/tenants/${this.tenant}${path}`, {
        method,
        headers: {
          cookie: this.#cookie,
          ...(body && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
          ...headers,
        },
        ...(body && { body: isFile ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(15_000),
      });
      const text = await answer.text();
      if (answer.status >= 500) return null;
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, body: isJson ? JSON.parse(text) : text };
    } catch {
      return null; // no answer, or half of one: what became of the request is for the checker to find
    }
  }

  /** Reads until it is answered. @throws {Error} after a minute */
  async read(path: string): Promise<unknown> {
    for (let tries = 0; tries < 120; tries++) {
      const reply = await this.send('GET', path);
      if (reply?.status === 200) return reply.body;
      await pause(500);
    }
    throw new Error(`${path} was not answered within a minute`);
  }

  /** All items of a list, page after page. */
  async readAll<T>(path: string, item: z.ZodType<T>): Promise<T[]> {
    const page = z.object({
      items: z.array(item),
      next_cursor: z.string().nullable().default(null),
    });
    const items: T[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const joint = path.includes('?') ? '&' : '?';
      const answer = page.parse(
        await this.read(
          `${path}${joint}limit=100${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        ),
      );
      items.push(...answer.items);
      cursor = answer.next_cursor;
    }
    return items;
  }
}
