import assert from 'node:assert/strict';
import { mkdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import * as contract from '@smart-accounting/api-contract';
import { queueMail } from '@smart-accounting/database/mail/queue-mail';
import { query } from '@smart-accounting/database/tenancy/database';
import { withIdentity } from '@smart-accounting/database/tenancy/with-identity';
import { createLogger } from '@smart-accounting/monitoring';
import { freePort } from '../../start/child.mjs';
import { openMailSender } from '../src/mail/open-mail-sender.ts';
import { ApiClient } from './api-client.ts';
import { Mailbox } from './mailbox.ts';
import { newEmail, register } from './people.ts';
import { type RunningApi, startApi } from './running-api.ts';
import { until } from './until.ts';

let api: RunningApi;
let mailbox: Mailbox;
let port: number;

before(async () => {
  port = await freePort();
  mailbox = await Mailbox.open(port);
  api = await startApi({
    environment: {
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'De Boeken <boeken@example.nl>',
      PUBLIC_URL: 'https://boeken.example.nl/',
    },
  });
});
after(async () => {
  await api.stop();
  await mailbox.close();
});

const asIdentity = <T extends object>(sql: string, values: unknown[] = []): Promise<T[]> =>
  withIdentity(api.services.database, () => query<T>(sql, values));

/** What waits, so that nobody has to wait for the next attempt. */
const sendNow = async (): Promise<void> => {
  await asIdentity('UPDATE mails SET due_at = now()');
  api.services.mails.wake();
};

const waiting = (email: string): Promise<{ attempts: number }[]> =>
  asIdentity('SELECT attempts FROM mails WHERE recipient = $1', [email]);

describe('a mail', () => {
  it('comes from whom the settings say, as text and as HTML, with a link to the portal', async () => {
    const { email } = await register(api);
    const mail = await mailbox.take(email);
    assert.deepEqual(mail.from, { name: 'De Boeken', address: 'boeken@example.nl' });
    assert.equal(mail.subject, 'Bevestig je e-mailadres');
    const link = /https:\S+/.exec(mail.text ?? '')?.[0] ?? '';
    assert.match(link, /^https:\/\/boeken\.example\.nl\/confirm-email\?token=[\w-]{43}$/);
    assert.match(mail.text ?? '', /^Dag Eva,/);
    assert.ok(mail.html?.includes(`href="${link}"`));
    assert.match(mail.html ?? '', /<html lang="nl">/);
  });

  it('fetches nothing when it is opened, and no robot answers it', async () => {
    const { email } = await register(api);
    const { html, headers } = await mailbox.take(email);
    assert.doesNotMatch(html ?? '', /<img|<link|<script|url\(|@import/i);
    assert.ok(
      headers.some(({ key, value }) => key === 'auto-submitted' && value === 'auto-generated'),
    );
  });

  it('is in the language that the person chose', async () => {
    const { email } = await register(api, 'en');
    assert.equal((await mailbox.take(email)).subject, 'Confirm your e-mail address');
  });

  it('shows a name as it is, and never as HTML', async () => {
    const email = newEmail();
    const name = '<b>Eva & "Co"</b>';
    await new ApiClient(api.url, null).do(contract.register, {
      body: { company_name: 'A', name, email, password: 'correct horse battery' },
    });
    const { text, html } = await mailbox.take(email);
    assert.ok(text?.includes(`Dag ${name},`));
    assert.ok(html?.includes('&lt;b&gt;Eva &amp; &quot;Co&quot;&lt;/b&gt;'));
  });

  it('is not sent when what it is about was not committed', async () => {
    const email = newEmail();
    const failing = withIdentity(api.services.database, async () => {
      await queueMail({ kind: 'reset_password', recipient: email });
      throw new Error('no');
    });
    await assert.rejects(failing, /^Error: no$/);
    assert.deepEqual(await waiting(email), []);
  });

  it('leaves no row and no token behind: links are kept as hashes', async () => {
    const { email } = await register(api);
    const token = await mailbox.takeToken(email);
    await until(async () => (await waiting(email)).length === 0);
    const rows = await asIdentity<{ text: string }>(
      'SELECT l::text AS text FROM links l WHERE email = $1',
      [email],
    );
    assert.equal(rows.length, 1);
    assert.ok(!rows[0]?.text.includes(token));
    assert.ok(!rows[0]?.text.includes(Buffer.from(token).toString('hex')));
  });
});

describe('a mail server', () => {
  beforeEach(() => (mailbox.manners = 'take'));

  it('that is away gets its mails when it is back', async () => {
    await mailbox.close();
    const { email } = await register(api);
    await until(async () => (await waiting(email))[0]?.attempts === 1);
    mailbox = await Mailbox.open(port);
    await sendNow();
    await mailbox.take(email);
    await until(async () => (await waiting(email)).length === 0);
  });

  it('that dies while it takes a mail gets it again, known by its id', async () => {
    mailbox.manners = 'stutter';
    const { email } = await register(api);
    const first = await mailbox.take(email);
    assert.equal((await waiting(email))[0]?.attempts, 1);
    mailbox.manners = 'take';
    await sendNow();
    const second = await mailbox.take(email);
    assert.equal(second.messageId, first.messageId);
    // Both links work, so it does not matter which mail the person opens.
    const token = /token=([\w-]+)/.exec(first.text ?? '')?.[1] ?? '';
    await new ApiClient(api.url, null).do(contract.confirmEmail, { body: { token } });
  });

  it('that refuses a mail for good is not asked again', async () => {
    mailbox.manners = 'refuse';
    const { email } = await register(api);
    await until(async () => (await waiting(email)).length === 0);
    mailbox.manners = 'take';
    await sendNow();
    const { email: other } = await register(api);
    await mailbox.take(other);
    assert.equal(mailbox.count(email), 0);
  });

  it('gets each mail once, however many processes send', async () => {
    const { database, settings, logger } = api.services;
    const others = [1, 2, 3].map(() => openMailSender(database, settings, logger));
    for (const other of others) other.start();
    const people = await Promise.all([1, 2, 3, 4, 5, 6].map(() => register(api)));
    for (const other of others) other.wake();
    await until(async () => (await asIdentity('SELECT FROM mails')).length === 0);
    for (const { email } of people) assert.equal(mailbox.count(email), 1);
    await Promise.all(others.map((other) => other.stop()));
  });
});

describe('a mail that no server takes', () => {
  it('is tried less and less often, and given up after three days', async () => {
    const [row] = await asIdentity<{ id: string }>(
      `INSERT INTO mails (kind, recipient, user_id, created_at, attempts)
         SELECT 'confirm_email', email, id, now() - interval '4 days', 20 FROM users LIMIT 1 RETURNING id`,
    );
    await mailbox.close();
    api.services.mails.wake();
    const left = (): Promise<object[]> => asIdentity('SELECT FROM mails WHERE id = $1', [row?.id]);
    await until(async () => (await left()).length === 0);
    mailbox = await Mailbox.open(port);
  });
});

describe('without a mail server', () => {
  it('the link stands in a file that only its owner reads, and not in the log', async (t) => {
    const { database, settings } = api.services;
    const logger = createLogger('api', 'info');
    const info = t.mock.method(logger, 'info', () => {});
    const file = path.join(api.uploadFolder, 'mail-links.jsonl');
    const noServer = { ...settings, SMTP_URL: undefined, MAIL_LINKS_FILE: file };
    const sender = openMailSender(database, noServer, logger);
    await mkdir(api.uploadFolder, { recursive: true });
    await mailbox.close();
    const { email } = await register(api);
    await until(async () => (await waiting(email))[0]?.attempts === 1);
    sender.start();
    await until(async () => {
      await asIdentity('UPDATE mails SET due_at = now()');
      sender.wake();
      return (await waiting(email)).length === 0;
    });
    const [line, message] = info.mock.calls[0]?.arguments ?? [];
    assert.doesNotMatch(JSON.stringify(line), /token/);
    const links = await readFile(file, 'utf8');
    assert.match(links, /"to":"[^"]+".*\/confirm-email\?token=[\w-]{43}"/);
    assert.ok(links.includes(email));
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.match(String(message), /SMTP_URL is not set/);
    await sender.stop();
    mailbox = await Mailbox.open(port);
  });
});
