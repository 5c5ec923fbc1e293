import { found } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';
import type { Role } from '../membership.ts';

/** A person who may enter a tenant's books. */
export interface TenantMember {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly since: Date;
}

const selectMembers = `
  SELECT u.id, u.name, u.email, m.role, m.created_at AS since
  FROM platform.memberships m JOIN platform.users u ON u.id = m.user_id`;

/** Everybody who may enter this tenant's books, by name. Runs in the tenant's unit of work, as all here. */
export function listMembers(): Promise<TenantMember[]> {
  return query<TenantMember>(`${selectMembers} ORDER BY lower(u.name), u.id`);
}

/** @throws {Refusal} not_found when they are no member of this tenant */
export async function findMember(id: string): Promise<TenantMember> {
  const [member] = await query<TenantMember>(`${selectMembers} WHERE u.id = $1`, [id]);
  return found(member);
}
