import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../../tenancy/database.ts';
import { withOperations } from '../../tenancy/with-operations.ts';
import type { Role } from '../membership.ts';
import { insertMember } from '../members/insert-member.ts';
import { insertUser } from './insert-user.ts';
import { hashPassword } from './password.ts';
import { refuseWeakPassword } from './password-strength.ts';

/** A person as a platform operator makes one. */
export interface UserToCreate {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  readonly membership: { readonly tenant: TenantId; readonly role: Role } | null;
  readonly platformOperator: boolean;
}

/** Makes a person, whose address is taken for theirs; gives their id. @throws {Refusal} weak_password, email_taken */
export async function createUser(database: Database, user: UserToCreate): Promise<string> {
  const { email, name, membership } = user;
  await refuseWeakPassword(user.password, [name, email]);
  const passwordHash = await hashPassword(user.password);
  return withOperations(database, null, async () => {
    const id = await insertUser({ email, name, passwordHash, emailConfirmed: true });
    if (user.platformOperator)
      await query('UPDATE users SET platform_operator = true WHERE id = $1', [id]);
    if (membership) await insertMember(membership.tenant, id, membership.role);
    return id;
  });
}
