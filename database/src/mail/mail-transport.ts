import { appendFile } from 'node:fs/promises';
import type { Logger } from '@smart-accounting/monitoring';
import { createTransport } from 'nodemailer';

/** A mail as it leaves us. */
export interface Mail {
  /** The same when it is sent twice, so that mail servers can tell. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where the person is asked to go; it lets them in, so it is a secret. Null where the mail only tells something. */
  readonly link: string | null;
}

/** Where mails go: a mail server, or a file where there is none. */
export interface MailTransport {
  /** Resolves when somebody else answers for the mail. @throws {MailRefused} when trying again would not help */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** The mail server does not take this mail, and will not take it later. */
export class MailRefused extends Error {}

/**
 * Hands mails to an SMTP server, encrypted whenever it can.
 * @param url `smtp://user:password@host:587` (STARTTLS), `smtps://…:465`; further options of nodemailer as its query
 * @param from whom mails come from, `Name <user@host>`
 */
export function smtpTransport(url: string, from: string): MailTransport {
  const transport = createTransport(url, { from });
  return {
    send: async ({ id, to, subject, text, html }) => {
      try {
        await transport.sendMail({
          messageId: `<${id}@smart-accounting>`,
          to: { name: '', address: to }, // as an address and no more: never read as a list of them
          subject,
          text,
          html,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
      } catch (error) {
        throw isFinal(error) ? new MailRefused('the mail server refused', { cause: error }) : error;
      }
    },
    close: () => transport.close(),
  };
}

/**
 * Without a mail server: whom each mail was for stands in the log, and its link, which lets people in, in a file that
 * only its owner reads, a line of JSON each.
 * @param file null: the links are kept nowhere; the command line makes others
 */
export function fileTransport(file: string | null, logger: Logger): MailTransport {
  return {
    send: async ({ to, subject, link }) => {
      logger.info({ mail: { to, subject } }, 'no mail is sent, for SMTP_URL is not set');
      if (file === null || link === null) return;
      const line = JSON.stringify({ at: new Date().toISOString(), to, subject, link });
      await appendFile(file, `${line}\n`, { mode: 0o600 });
    },
    close: () => {},
  };
}

/** A reply of the 500s about the recipient or the mail; 530 and up (sign in first, policy) are ours to put right. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error)) return false;
  const code = Number(error.responseCode);
  return code >= 550 && code <= 554;
}
