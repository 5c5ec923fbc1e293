import { query } from '../tenancy/database.ts';
import type { MailKind } from './mail-texts.ts';

/**
 * Writes a mail in the current unit of work, so that it is sent when that commits, and only then; wake the sender after
 * it. A reset of a password names no person: who has the address, if anybody, is looked up when it is sent.
 */
export async function queueMail(mail: {
  readonly kind: MailKind;
  readonly recipient: string;
  readonly userId?: string;
  readonly invitationId?: string;
}): Promise<void> {
  await query(
    'INSERT INTO platform.mails (kind, recipient, user_id, invitation_id) VALUES ($1, $2, $3, $4)',
    [mail.kind, mail.recipient, mail.userId ?? null, mail.invitationId ?? null],
  );
}
