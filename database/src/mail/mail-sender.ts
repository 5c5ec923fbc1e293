import { setTimeout as pause } from 'node:timers/promises';
import { type Logger, mailsHandled } from '@smart-accounting/monitoring';
import { type Database, query } from '../tenancy/database.ts';
import { withIdentity } from '../tenancy/with-identity.ts';
import { composeMail } from './compose-mail.ts';
import { type DueMail, findAddressee } from './find-addressee.ts';
import { linkAddress, makeLink } from './links.ts';
import { type Mail, MailRefused, type MailTransport } from './mail-transport.ts';

const sweepMs = 5_000;
/** A mail that no server took for so long would only puzzle whoever gets it. */
const givenUpAfterMs = 3 * 24 * 3_600_000;

export interface MailSenderOptions {
  readonly database: Database;
  readonly transport: MailTransport;
  readonly logger: Logger;
  /** Address of the portal, without a slash at its end. */
  readonly publicUrl: string;
}

/**
 * Sends the mails whose rows were committed, in each API process. A row is put off while it is tried, for longer with
 * each attempt, and deleted when a server has taken the mail: a crash in between sends it twice at the worst. The
 * token of a link is made with the mail, so that it never lies in the database.
 */
export class MailSender {
  readonly #options: MailSenderOptions;
  readonly #stop = new AbortController();
  #wake: () => void = () => {};
  #running: Promise<void> | null = null;

  constructor(options: MailSenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Finishes the mail in hand. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#running;
    this.#options.transport.close();
  }

  /** Sends at once what is due: somebody waits for the mail that was written just now. */
  wake(): void {
    this.#wake();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => (this.#wake = resolve));
      try {
        await this.#sendAllDue();
      } catch (error) {
        this.#options.logger.warn({ err: error }, 'mails wait, for the database does not answer');
      }
      await Promise.race([woken, pause(sweepMs, undefined, { signal })]).catch(() => {});
    }
  }

  async #sendAllDue(): Promise<void> {
    let more = true;
    while (more && !this.#stop.signal.aborted) more = await this.#sendNext();
  }

  /** Handles one mail that is due; false when there is none. */
  async #sendNext(): Promise<boolean> {
    const { database, transport } = this.#options;
    const taken = await withIdentity(database, () => this.#takeNext());
    if (!taken) return false;
    const { due, mail } = taken;
    try {
      if (mail) {
        await transport.send(mail);
        mailsHandled.inc({ outcome: 'sent' });
      }
    } catch (error) {
      if (!this.#isFinal(due, error)) return true;
    }
    await withIdentity(database, () => query('DELETE FROM mails WHERE id = $1', [due.id]));
    return true;
  }

  /** Claims a mail by putting its row off; `mail` is null when there is nobody to write to. */
  async #takeNext(): Promise<{ due: DueMail; mail: Mail | null } | null> {
    const [due] = await query<DueMail>(
      `UPDATE mails SET attempts = attempts + 1, due_at = now() + least(2 ^ attempts, 60) * interval '1 minute'
         WHERE id = (SELECT id FROM mails WHERE due_at <= now() ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, kind, recipient, user_id AS "userId", invitation_id AS "invitationId", created_at AS "createdAt"`,
    );
    if (!due) return null;
    const addressee = await findAddressee(due);
    if (!addressee) return { due, mail: null };
    const { link: subject, language, values } = addressee;
    const link = subject
      ? linkAddress(this.#options.publicUrl, subject.purpose, await makeLink(subject))
      : null;
    const { id, kind, recipient: to } = due;
    return { due, mail: composeMail({ id, kind, to, language, values, link }) };
  }

  /** Whether trying again helps no more; tells it in the log. */
  #isFinal(due: DueMail, error: unknown): boolean {
    const { logger } = this.#options;
    const mail = { id: due.id, kind: due.kind, to: due.recipient };
    if (error instanceof MailRefused) {
      mailsHandled.inc({ outcome: 'refused' });
      logger.warn({ mail, err: error }, 'the mail server refused a mail for good; it was dropped');
      return true;
    }
    if (due.createdAt.getTime() < Date.now() - givenUpAfterMs) {
      mailsHandled.inc({ outcome: 'given_up' });
      logger.error(
        { mail, err: error },
        'no mail server took a mail for three days; it was dropped',
      );
      return true;
    }
    mailsHandled.inc({ outcome: 'retried' });
    logger.warn({ mail, err: error }, 'a mail could not be sent and will be tried again');
    return false;
  }
}
