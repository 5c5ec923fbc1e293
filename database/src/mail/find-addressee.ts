import type { Language } from '@smart-accounting/api-contract';
import { query } from '../tenancy/database.ts';
import type { LinkSubject } from './links.ts';
import type { MailKind, MailValues } from './mail-texts.ts';

/** A mail's row, claimed. */
export interface DueMail {
  readonly id: string;
  readonly kind: MailKind;
  readonly recipient: string;
  readonly userId: string | null;
  readonly invitationId: string | null;
  readonly createdAt: Date;
}

/** Whom a mail is for and what it speaks of. */
export interface Addressee {
  readonly language: Language;
  readonly values: MailValues;
  /** What its link is for; null where the mail only tells something. */
  readonly link: LinkSubject | null;
}

/** Null when there is nobody any more, or never was: a password reset may be asked for any address. */
export async function findAddressee(mail: DueMail): Promise<Addressee | null> {
  if (mail.kind === 'invitation') return invited(mail);
  const [person] = await query<{ id: string; name: string; language: Language }>(
    'SELECT id, name, language FROM users WHERE CASE WHEN $1::uuid IS NULL THEN lower(email) = $2 ELSE id = $1 END',
    [mail.userId, mail.recipient],
  );
  if (!person) return null;
  const { kind, recipient: email } = mail;
  const values: MailValues = { name: person.name, tenant: '', role: 'viewer' };
  const link: LinkSubject | null =
    kind === 'confirm_email' || kind === 'reset_password'
      ? { purpose: kind, email, userId: person.id, invitationId: null }
      : null;
  return { language: person.language, values, link };
}

async function invited({ invitationId, recipient: email }: DueMail): Promise<Addressee | null> {
  const [row] = await query<MailValues & { language: Language }>(
    `SELECT u.name, t.name AS tenant, i.role, i.language
       FROM invitations i JOIN tenants t ON t.id = i.tenant JOIN users u ON u.id = i.invited_by WHERE i.id = $1`,
    [invitationId],
  );
  if (!row) return null;
  const link: LinkSubject = { purpose: 'invitation', email, userId: null, invitationId };
  return { language: row.language, values: row, link };
}
