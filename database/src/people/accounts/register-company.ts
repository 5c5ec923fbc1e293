import type { Language } from '@smart-accounting/api-contract';
import type { TenantId } from '@smart-accounting/worker-contract';
import { queueMail } from '../../mail/queue-mail.ts';
import type { Database } from '../../tenancy/database.ts';
import { randomTenantId } from '../../tenancy/random-tenant-id.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import { type NewTenant, registerTenant } from '../../tenant-requests/ask-provisioner.ts';
import { insertMember } from '../members/insert-member.ts';
import { countAttempt, strangersAttempts } from '../sessions/sign-in-attempts.ts';
import { insertUser } from './insert-user.ts';
import { hashPassword } from './password.ts';

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
}

export interface Registered {
  readonly tenant: TenantId;
  readonly userId: string;
}

/**
 * Writes a company, its first owner, the request that creates its books and the mail that proves the address, together or
 * not at all; then wake relay and mails.
 * @throws {Refusal} too_many_attempts, email_taken
 */
export async function registerCompany(
  database: Database,
  { company, owner, network }: Registration,
): Promise<Registered> {
  const { email, name, password, language } = owner;
  await countAttempt(database, strangersAttempts(`register:${email}`, network));
  const passwordHash = await hashPassword(password);
  const tenant = randomTenantId();
  const userId = await withIdentity(database, async () => {
    const id = await insertUser({ email, name, passwordHash, language, emailConfirmed: false });
    await registerTenant(tenant, company, { askedBy: `user ${id}`, reason: 'registration' });
    await insertMember(tenant, id, 'owner');
    await queueMail({ kind: 'confirm_email', recipient: email, userId: id });
    return id;
  });
  return { tenant, userId };
}
