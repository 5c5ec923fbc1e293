// Run by k6: who calls the API, and how every script tells what it saw.
import { check } from 'k6';
import exec from 'k6/execution';
import http from 'k6/http';

const api = `${__ENV['BASE_URL'] ?? ''}/api/v1`;
const login = { email: __ENV['EMAIL'] ?? '', password: __ENV['PASSWORD'] ?? '' };

/** How long a script runs. */
export const duration = `${__ENV['SECONDS'] ?? '20'}s`;

/**
 * What a script must hold: nothing fails, nothing answers as it should not, and these times, unless they are not to be
 * judged: in a test, whose machine may be busy with anything.
 */
export function thresholds(times: Readonly<Record<string, string[]>>): Record<string, string[]> {
  const always = { http_req_failed: ['rate==0'], checks: ['rate==1'] };
  return __ENV['JUDGE_TIMES'] === 'no' ? always : { ...always, ...times };
}

/** A signed-in person in one tenant; a plain object, for k6 copies what `setup` gives into every user. */
export interface Person {
  readonly cookie: string;
  readonly tenant: string;
}

/** Signs in from an address of its own: attempts are counted per address, and there are many people. */
export function signIn(): Person {
  const address = `10.${exec.vu.idInTest % 250}.${Math.floor(exec.vu.iterationInInstance / 250) % 250}.${exec.vu.iterationInInstance % 250}`;
  const response = http.post(`${api}/session`, JSON.stringify(login), {
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    tags: { name: 'sign in' },
  });
  check(response, { 'signed in': ({ status }) => status === 200 });
  const [name = '', [cookie] = []] =
    Object.entries(response.cookies).find(([name]) => name.endsWith('smart_session')) ?? [];
  return {
    cookie: `${name}=${cookie?.value ?? ''}`,
    tenant: textAt(response, 'tenants.0.id') ?? '',
  };
}

export function readSession({ cookie }: Person): void {
  answered(http.get(`${api}/session`, { headers: { cookie }, tags: { name: 'session' } }), 200);
}

export function signOut({ cookie }: Person): void {
  const options = { headers: { cookie }, tags: { name: 'sign out' } };
  answered(http.del(`${api}/session`, null, options), 204);
}

/** Reads below the tenant's address; `name` is what its figures are told under. */
export function read(person: Person, name: string, path: string): ReturnType<typeof http.get> {
  const response = http.get(`${api}/tenants/${person.tenant}${path}`, {
    headers: { cookie: person.cookie },
    tags: { name },
  });
  return answered(response, 200);
}

/** Sends below the tenant's address and expects that something was made. */
export function send(
  person: Person,
  name: string,
  path: string,
  body: string | ArrayBuffer | null,
  headers: Record<string, string> = {},
): ReturnType<typeof http.post> {
  const response = http.post(`${api}/tenants/${person.tenant}${path}`, body, {
    headers: { cookie: person.cookie, ...headers },
    tags: { name },
  });
  return answered(response, 201);
}

/** The text at a place of an answer, or null when there is none. */
export function textAt(response: ReturnType<typeof http.get>, place: string): string | null {
  const found = response.json(place);
  return typeof found === 'string' ? found : null;
}

function answered(
  response: ReturnType<typeof http.get>,
  expected: number,
): ReturnType<typeof http.get> {
  check(response, { answered: ({ status }) => status === expected });
  return response;
}
