import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** A company of the measurement's own. */
export interface Company {
  /** The address below which all of it is. */
  readonly url: string;
  readonly cookie: string;
  get(below: string): Promise<unknown>;
  /** Hands in a file; gives the document's id. @throws {Error} when it is refused */
  upload(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

/** Registers a company at the product, by a name of its own, and waits for its books. */
export async function signUp(productUrl: string, name = 'bench'): Promise<Company> {
  const api = `${productUrl}/api/v1`;
  const body = {
    company_name: 'Bench',
    name: 'Bench',
    email: `${name}@example.nl`,
    password: 'measured-only-password',
  };
  const response = await fetch(`${api}/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const { tenants } = z
    .object({ tenants: z.array(z.object({ id: z.string() })) })
    .parse(await response.json());
  const url = `${api}/tenants/${tenants[0]?.id ?? ''}`;
  const get = async (below: string): Promise<unknown> =>
    (await fetch(`${url}${below}`, { headers: { cookie } })).json();
  while (z.object({ state: z.string() }).parse(await get('')).state !== 'active') await pause(100);
  return {
    url,
    cookie,
    get,
    upload: async (fileName, bytes) => {
      const send = () =>
        fetch(`${url}/documents?file_name=${fileName}`, {
          method: 'POST',
          headers: { cookie, 'content-type': 'application/octet-stream' },
          body: bytes,
        });
      let answer = await send();
      while (answer.status === 429 && answer.headers.has('retry-after')) {
        await answer.body?.cancel();
        await pause(Number(answer.headers.get('retry-after')) * 1_000);
        answer = await send();
      }
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      return z.object({ document: z.object({ id: z.string() }) }).parse(await answer.json())
        .document.id;
    },
  };
}
