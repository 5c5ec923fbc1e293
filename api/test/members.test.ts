import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { ApiClient } from './api-client.ts';
import { addPerson, type Books, openBooks, signIn } from './books.ts';
import { Mailbox } from './mailbox.ts';
import { newEmail, password, register, withCookie } from './people.ts';
import { type RunningApi, startApi } from './running-api.ts';

let api: RunningApi;
let books: Books;
let mailbox: Mailbox;
let nobody: ApiClient;

before(async () => {
  mailbox = await Mailbox.open();
  api = await startApi({ environment: { SMTP_URL: mailbox.url } });
  nobody = new ApiClient(api.url, null);
});
beforeEach(async () => (books = await openBooks(api)));
after(async () => {
  await api.stop();
  await mailbox.close();
});

interface AuditRow {
  action: string;
  before: unknown;
  after: unknown;
}

const events = (): Promise<AuditRow[]> =>
  books.in(() => query<AuditRow>('SELECT action, before, after FROM audit.events ORDER BY id', []));

const idOf = async (client: ApiClient): Promise<string> =>
  (await client.do(contract.readSession)).person.id;

/** Invites somebody new; gives the address and the token of the mail. */
async function invited(role: contract.Role = 'bookkeeper') {
  const email = newEmail();
  const invitation = await books.owner.do(contract.invite, { body: { email, role } });
  return { email, invitation: invitation.id, token: await mailbox.takeToken(email) };
}

const newPerson = { name: 'Nieuwe Collega', password };

describe('the members of a tenant', () => {
  it('are listed by name to each of them', async () => {
    const { items } = await books.viewer.do(contract.listMembers);
    assert.deepEqual(
      items.map(({ name, role }) => `${name}: ${role}`),
      [
        'The accountant: accountant',
        'The bookkeeper: bookkeeper',
        'The owner: owner',
        'The viewer: viewer',
      ],
    );
  });

  it('get another role, which holds with their next request', async () => {
    const member = await idOf(books.viewer);
    await books.viewer.refused(contract.createContact, 'forbidden', { body: { name: 'A' } });
    const changed = await books.owner.do(contract.changeMemberRole, {
      params: { member },
      body: { role: 'bookkeeper' },
    });
    assert.equal(changed.role, 'bookkeeper');
    await books.viewer.do(contract.createContact, { body: { name: 'A' } });
    assert.partialDeepStrictEqual(await events(), [
      {
        action: 'member.role_changed',
        before: { role: 'viewer' },
        after: { role: 'bookkeeper' },
      },
    ]);
  });

  it('are out of the books with their next request when they are removed', async () => {
    const member = await idOf(books.bookkeeper);
    await books.owner.do(contract.removeMember, { params: { member } });
    await books.bookkeeper.refused(contract.listContacts, 'not_found');
    assert.deepEqual((await books.bookkeeper.do(contract.listTenants)).items, []);
    assert.equal((await events()).at(-1)?.action, 'member.removed');
  });

  it('are not those of another tenant', async () => {
    const theirs = await openBooks(api);
    const params = { member: await idOf(theirs.viewer) };
    await books.owner.refused(contract.removeMember, 'not_found', { params });
    const body = { role: 'owner' } as const;
    await books.owner.refused(contract.changeMemberRole, 'not_found', { params, body });
    await theirs.viewer.do(contract.listMembers);
  });
});

describe('the last owner', () => {
  it('stays, and stays owner', async () => {
    const params = { member: await idOf(books.owner) };
    await books.owner.refused(contract.removeMember, 'last_owner', { params });
    const body = { role: 'viewer' } as const;
    await books.owner.refused(contract.changeMemberRole, 'last_owner', { params, body });
    await books.owner.do(contract.changeMemberRole, { params, body: { role: 'owner' } });
  });

  it('is no longer the last when there is another, and may then go', async () => {
    await addPerson(api, 'owner', books.tenant);
    const params = { member: await idOf(books.owner) };
    await books.owner.do(contract.removeMember, { params });
  });

  it('stays also when two owners remove each other at once', async () => {
    const second = await addPerson(api, 'owner', books.tenant);
    const secondOwner = await signIn(api, second, books.tenant);
    const first = await idOf(books.owner);
    const answers = await Promise.all([
      books.owner.send(contract.removeMember, { params: { member: second } }),
      secondOwner.send(contract.removeMember, { params: { member: first } }),
    ]);
    // Who comes second hears that the last owner stays, or, a little later, that they are no member any more.
    const statuses = answers.map(({ status }) => status).sort();
    assert.equal(statuses[0], 204);
    assert.ok(statuses[1] === 409 || statuses[1] === 404, statuses.join());
  });
});

describe('an invitation', () => {
  it('comes by mail, says who invites to what, and makes somebody new a member', async () => {
    const email = newEmail();
    await books.owner.do(contract.invite, {
      body: { email: ` ${email.toUpperCase()} `, role: 'accountant', language: 'en' },
    });
    const mail = await mailbox.take(email);
    assert.match(mail.subject ?? '', /^Invitation to the books of Proef /);
    assert.match(mail.text ?? '', /The owner invites you .* as accountant\./);
    const token = /token=([\w-]+)/.exec(mail.text ?? '')?.[1] ?? '';
    const described = await nobody.do(contract.readInvitation, { query: { token } });
    assert.partialDeepStrictEqual(described, {
      tenant: { id: books.tenant },
      role: 'accountant',
      email,
      invited_by: 'The owner',
      has_account: false,
    });
    const { headers, body } = await nobody.succeed(contract.acceptInvitation, {
      body: { token, person: newPerson },
    });
    assert.partialDeepStrictEqual(body, {
      person: { email, email_confirmed: true, language: 'en' },
      tenants: [{ id: books.tenant, role: 'accountant' }],
    });
    const member = withCookie(api, headers, books.tenant);
    await member.do(contract.listContacts);
    assert.deepEqual(
      (await events()).map(({ action }) => action),
      ['member.invited', 'member.joined'],
    );
    await nobody.do(contract.signIn, { body: { email, password } });
  });

  it('makes a member of somebody who has an account, once they are signed in', async () => {
    const person = await register(api);
    await mailbox.take(person.email);
    await books.owner.do(contract.invite, { body: { email: person.email, role: 'viewer' } });
    const token = await mailbox.takeToken(person.email);
    const described = await nobody.do(contract.readInvitation, { query: { token } });
    assert.equal(described.has_account, true);
    for (const body of [{ token }, { token, person: newPerson }])
      await nobody.refused(contract.acceptInvitation, 'not_signed_in', { body });
    const { tenants } = await person.client.do(contract.acceptInvitation, { body: { token } });
    assert.equal(tenants.length, 2);
    await person.client.inTenant(books.tenant).do(contract.listContacts);
  });

  it('is for its address only', async () => {
    const { token } = await invited();
    await books.viewer.refused(contract.acceptInvitation, 'invitation_for_other', {
      body: { token },
    });
    await nobody.do(contract.readInvitation, { query: { token } });
  });

  it('works once, also for two who open it at once', async () => {
    const { token } = await invited();
    const body = { token, person: newPerson };
    const answers = await Promise.all([
      nobody.send(contract.acceptInvitation, { body }),
      nobody.send(contract.acceptInvitation, { body }),
    ]);
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 410]);
    await nobody.refused(contract.readInvitation, 'link_expired', { query: { token } });
  });

  it('works for seven days', async () => {
    const { token, email } = await invited();
    const admin = await api.test.client('postgres');
    const later = (time: string) =>
      admin.query(
        'UPDATE platform.links SET expires_at = expires_at - $2::interval WHERE email = $1',
        [email, time],
      );
    await later('7 days -1 minute');
    await nobody.do(contract.readInvitation, { query: { token } });
    await later('1 minute');
    await nobody.refused(contract.readInvitation, 'link_expired', { query: { token } });
    const body = { token, person: newPerson };
    await nobody.refused(contract.acceptInvitation, 'link_expired', { body });
  });

  it('can be sent again, and taken back with all its links', async () => {
    const { email, invitation, token } = await invited();
    const params = { invitation };
    await books.owner.do(contract.resendInvitation, { params });
    const second = await mailbox.takeToken(email);
    assert.notEqual(second, token);
    await books.owner.do(contract.revokeInvitation, { params });
    for (const one of [token, second])
      await nobody.refused(contract.readInvitation, 'link_expired', { query: { token: one } });
    assert.deepEqual((await books.owner.do(contract.listInvitations)).items, []);
    assert.equal((await events()).at(-1)?.action, 'member.invitation_revoked');
  });

  it('that is taken back before its mail was sent is not sent', async () => {
    const email = newEmail();
    await books.in(async () => {
      await query(
        `INSERT INTO platform.invitations (id, email, role, language, invited_by, expires_at)
           SELECT gen_random_uuid(), $1, 'viewer', 'nl', id, now() FROM platform.users LIMIT 1`,
        [email],
      );
      await query(
        `INSERT INTO platform.mails (kind, recipient, invitation_id)
           SELECT 'invitation', email, id FROM platform.invitations`,
      );
      await query('SELECT platform.remove_invitation(id) FROM platform.invitations');
    });
    const left = await withIdentity(api.services.database, () =>
      query('SELECT FROM mails WHERE recipient = $1', [email]),
    );
    assert.deepEqual(left, []);
  });

  it('is listed until it is accepted', async () => {
    const { email } = await invited('viewer');
    const { items } = await books.owner.do(contract.listInvitations);
    assert.partialDeepStrictEqual(items, [{ email, role: 'viewer', invited_by: 'The owner' }]);
    const days = (Date.parse(items[0]?.expires_at ?? '') - Date.now()) / 86_400_000;
    assert.ok(days > 6.9 && days <= 7);
  });

  it('is not sent twice to one address, nor to a member', async () => {
    const { email } = await invited();
    const body = { email, role: 'viewer' } as const;
    await books.owner.refused(contract.invite, 'already_invited', { body });
    const { email: member } = (await books.viewer.do(contract.readSession)).person;
    await books.owner.refused(contract.invite, 'already_member', {
      body: { email: member, role: 'viewer' },
    });
  });

  it('needs the proven address of whoever sends it', async () => {
    const { owner } = await openBooks(api);
    const { person } = await owner.do(contract.readSession);
    await api.asSuperuser('UPDATE platform.users SET email_confirmed_at = NULL WHERE id = $1', [
      person.id,
    ]);
    api.services.sessions.forget();
    await owner.refused(contract.invite, 'email_unconfirmed', {
      body: { email: newEmail(), role: 'viewer' },
    });
  });

  it('cannot be sent to strangers without end', async () => {
    for (let sent = 1; sent <= 50; sent++)
      await books.owner.do(contract.invite, { body: { email: newEmail(), role: 'viewer' } });
    await books.owner.refused(contract.invite, 'too_many_attempts', {
      body: { email: newEmail(), role: 'viewer' },
    });
  });
});

describe('the database', () => {
  it('lets a tenant write no mail but its own invitations, and no membership', async () => {
    const theirs = await openBooks(api);
    const email = newEmail();
    const { id } = await theirs.owner.do(contract.invite, { body: { email, role: 'viewer' } });
    const forged: [string, unknown[]][] = [
      [
        "INSERT INTO platform.mails (kind, recipient, invitation_id) VALUES ('invitation', $1, $2)",
        [email, id],
      ],
      ["INSERT INTO platform.mails (kind, recipient) VALUES ('reset_password', $1)", [email]],
      [
        "INSERT INTO platform.memberships (tenant, user_id, role) VALUES ($1, gen_random_uuid(), 'owner')",
        [books.tenant],
      ],
    ];
    for (const [sql, values] of forged)
      await assert.rejects(
        books.in(() => query(sql, values)),
        /row-level security|permission denied/,
      );
    const seen = await books.in(() => query('SELECT FROM platform.invitations'));
    assert.deepEqual(seen, []);
    for (const secret of ['platform.links', 'platform.recovery_codes', 'platform.mails'])
      await assert.rejects(
        books.in(() => query(`SELECT * FROM ${secret}`)),
        /permission denied/,
      );
  });
});
