import { MailSender } from '@smart-accounting/database/mail/mail-sender';
import { fileTransport, smtpTransport } from '@smart-accounting/database/mail/mail-transport';
import type { Database } from '@smart-accounting/database/tenancy/database';
import type { Logger } from '@smart-accounting/monitoring';
import { publicUrlOf, type Settings } from '../settings.ts';

/** The sender of this process: by the mail server of its settings, else into a file. */
export function openMailSender(database: Database, settings: Settings, logger: Logger): MailSender {
  const { SMTP_URL: url, MAIL_FROM: from, MAIL_LINKS_FILE: file } = settings;
  const transport = url ? smtpTransport(url, from) : fileTransport(file ?? null, logger);
  return new MailSender({ database, transport, logger, publicUrl: publicUrlOf(settings) });
}
