import type { Language } from '@smart-accounting/api-contract';
import { queueMail } from '../../mail/queue-mail.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import type { NewTenant } from '../../tenant-requests/ask-provisioner.ts';
import { countAttempt, strangersAttempts } from '../sessions/sign-in-attempts.ts';
import { foundCompany } from './found-company.ts';
import { insertUser } from './insert-user.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-strength.ts';

/** A company and its first owner, as they register. */
export interface Registration {
  readonly company: NewTenant;
  readonly owner: {
    readonly email: string;
    readonly name: string;
    readonly password: string;
    readonly language: Language;
  };
  readonly network: string;
  /** Whether the company waits until the owner has proven their address: wherever mail can reach them. */
  readonly proveFirst: boolean;
}

/**
 * Writes the first owner of a company, the mail that proves their address and the company with the request that creates
 * its books, together or not at all, and gives the owner's id; then wake relay and mails.
 * @throws {Refusal} too_many_attempts, weak_password, email_taken
 */
export async function registerCompany(
  database: Database,
  { company, owner, network, proveFirst }: Registration,
): Promise<string> {
  const { email, name, password, language } = owner;
  await countAttempt(database, strangersAttempts(`register:${email}`, network));
  await refuseWeakPassword(password, [company.name, name, email]);
  const passwordHash = await hashPassword(password);
  return withIdentity(database, async () => {
    const id = await insertUser({ email, name, passwordHash, language, emailConfirmed: false });
    await (proveFirst ? keepForProof(company, id) : foundCompany(company, id));
    await queueMail({ kind: 'confirm_email', recipient: email, userId: id });
    return id;
  });
}

async function keepForProof({ name, kvkNumber, vatNumber }: NewTenant, id: string): Promise<void> {
  await query(
    'INSERT INTO registrations (user_id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4)',
    [id, name, kvkNumber, vatNumber],
  );
}
