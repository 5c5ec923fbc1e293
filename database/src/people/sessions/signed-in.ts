import type { Language } from '@smart-accounting/api-contract';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';
import { Refusal } from '../../refusal.ts';
import { type Database, query } from '../../tenancy/database.ts';
import { withIdentity } from '../../tenancy/with-identity.ts';
import type { Role } from '../membership.ts';

/** What a person is in one tenant. */
export interface Member {
  readonly tenant: TenantId;
  readonly name: string;
  readonly kvkNumber: string | null;
  readonly vatNumber: string | null;
  readonly state: 'creating' | 'active' | 'suspended';
  readonly createdAt: Date;
  /** Only whoever signs in by two steps enters. */
  readonly twoStepRequired: boolean;
  readonly role: Role;
}

/** A person with a session, and what they are in each tenant. */
export interface SignedIn {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailConfirmed: boolean;
  readonly language: Language;
  readonly twoStep: boolean;
  readonly platformOperator: boolean;
  readonly memberships: ReadonlyMap<TenantId, Member>;
}

/** Everything a person is now, never from memory. @throws {Refusal} not_signed_in when they are no more */
export async function readSignedIn(database: Database, userId: string): Promise<SignedIn> {
  const person = await withIdentity(database, () => loadSignedIn(userId));
  if (!person) throw new Refusal('not_signed_in');
  return person;
}

/** Everything a person is, by their id. Runs in a unit of work of `withIdentity`. */
export async function loadSignedIn(userId: string): Promise<SignedIn | null> {
  const [user] = await query<Omit<SignedIn, 'memberships'>>(
    `SELECT id AS "userId", name, email, email_confirmed_at IS NOT NULL AS "emailConfirmed", language,
       two_step_since IS NOT NULL AS "twoStep", platform_operator AS "platformOperator" FROM users WHERE id = $1`,
    [userId],
  );
  if (!user) return null;
  const rows = await query<Omit<Member, 'tenant'> & { tenant: string }>(
    `SELECT t.id AS tenant, t.name, t.kvk_number AS "kvkNumber", t.vat_number AS "vatNumber", t.state,
       t.created_at AS "createdAt", t.two_step_required AS "twoStepRequired", m.role
       FROM memberships m JOIN tenants t ON t.id = m.tenant WHERE m.user_id = $1 ORDER BY t.name`,
    [userId],
  );
  const members = rows.map((row) => ({ ...row, tenant: tenantIdSchema.parse(row.tenant) }));
  return { ...user, memberships: new Map(members.map((member) => [member.tenant, member])) };
}
