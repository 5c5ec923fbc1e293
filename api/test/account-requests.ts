import { randomUUID } from 'node:crypto';
import * as contract from '@smart-accounting/api-contract';
import type { Operation } from '@smart-accounting/api-contract';
import { type LinkSubject, makeLink } from '@smart-accounting/database/mail/links';
import { createApiKey } from '@smart-accounting/database/people/api-keys/create-api-key';
import { encryptSecret } from '@smart-accounting/database/people/two-step/encrypted-secret';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { Secret, TOTP } from 'otpauth';
import type { ApiClient, Parts } from './api-client.ts';
import { addPerson, type Books } from './books.ts';
import { newEmail, password } from './people.ts';
import type { RunningApi } from './running-api.ts';

/** A request about people, for the matrix; `who` is the one that will send it, when that is somebody signed in. */
type Request = (books: Books, api: RunningApi, who?: ApiClient) => Promise<Parts<Operation>>;

const asIdentity = <T extends object>(
  { services }: RunningApi,
  sql: string,
  values: unknown[],
): Promise<T[]> => withIdentity(services.database, () => query<T>(sql, values));

/** The token of a link to a person of their own. */
export function linkTo(purpose: 'confirm_email' | 'reset_password', rest: object): Request {
  return async (books, api) => {
    const userId = await addPerson(api, 'viewer', books.tenant);
    const email = `${userId}@books.example`;
    const token = await link(api, { purpose, email, userId, invitationId: null });
    return { json: { token, ...rest } };
  };
}

/** The token of an invitation for whoever asks, as `query` or with what somebody new says. */
export function invitationFor(place: 'query' | 'json'): Request {
  return async (books, api, who) => {
    const email = who ? (await who.do(contract.readSession)).person.email : newEmail();
    const invitationId = await invitation(books, email);
    const token = await link(api, { purpose: 'invitation', email, userId: null, invitationId });
    if (place === 'query') return { query: { token } };
    return { json: { token, ...(who ? {} : { person: { name: 'Nieuw', password } }) } };
  };
}

/** An invitation of ours to nobody in particular. */
export async function ourInvitation(books: Books): Promise<Parts<Operation>> {
  return { params: { invitation: await invitation(books, newEmail()) } };
}

/** Another session of whoever asks. */
export async function otherSession(
  _books: Books,
  api: RunningApi,
  who?: ApiClient,
): Promise<Parts<Operation>> {
  if (!who) return { params: { session: randomUUID() } };
  const { person } = await who.do(contract.readSession);
  await api.services.sessions.begin(person.id, 'test');
  const { items } = await who.do(contract.listSessions);
  return { params: { session: items.find(({ current }) => !current)?.id ?? '' } };
}

/** Two-step sign-in of whoever asks is off, begun or on; gives the code that is right now. */
export function twoStepIs(state: 'off' | 'begun' | 'on', rest: object): Request {
  return async (_books, api, who) => {
    const secret = Buffer.from('12345678901234567890');
    const timestamp = api.services.now().getTime();
    const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
    if (who) {
      const { id } = (await who.do(contract.readSession)).person;
      const kept = encryptSecret(secret, api.services.settings.SECRET_KEY, id);
      await asIdentity(
        api,
        `UPDATE users SET totp_secret = CASE WHEN $2 = 'off' THEN NULL ELSE $3::bytea END, totp_last_step = NULL,
           two_step_since = CASE WHEN $2 = 'on' THEN now() END WHERE id = $1`,
        [id, state, kept],
      );
      api.services.sessions.forget();
    }
    return {
      json: { ...(state === 'off' ? {} : { code: totp.generate({ timestamp }) }), ...rest },
    };
  };
}

export async function member(books: Books, api: RunningApi): Promise<Parts<Operation>> {
  return { params: { member: await addPerson(api, 'viewer', books.tenant) } };
}

/** A key that acts for whoever asks. */
export async function ownApiKey(
  books: Books,
  _api: RunningApi,
  who = books.owner,
): Promise<Parts<Operation>> {
  const { person } = await who.do(contract.readSession);
  return keyActingFor(books, person.id);
}

/** A key of ours. */
export function apiKey(books: Books): Promise<Parts<Operation>> {
  return keyActingFor(books, null);
}

/** Written into the books, for whoever makes one is asked for password and code. @param maker null: any member */
async function keyActingFor(books: Books, maker: string | null): Promise<Parts<Operation>> {
  const { apiKey: made } = await books.in(async () => {
    const [member] = await query<{ id: string }>(
      'SELECT user_id AS id FROM platform.memberships LIMIT 1',
    );
    const key = { name: 'Webwinkel', scopes: ['read' as const], expiresAt: null };
    return createApiKey(key, maker ?? member?.id ?? '');
  });
  return { params: { key: made.id } };
}

function link({ services }: RunningApi, subject: LinkSubject): Promise<string> {
  return withIdentity(services.database, () => makeLink(subject));
}

async function invitation(books: Books, email: string): Promise<string> {
  const id = randomUuidV7();
  await books.in(async () => {
    await query(
      'SELECT platform.remove_invitation(id) FROM platform.invitations WHERE email = $1',
      [email],
    );
    await query(
      `INSERT INTO platform.invitations (id, email, role, language, invited_by, expires_at)
         SELECT $1, $2, 'viewer', 'nl', user_id, now() + interval '7 days' FROM platform.memberships LIMIT 1`,
      [id, email],
    );
  });
  return id;
}
