import { recordEvent } from '../../audit/record-event.ts';
import { query } from '../../tenancy/database.ts';
import { Refusal } from '../../refusal.ts';
import type { Role } from '../membership.ts';
import { findMember, type TenantMember } from './find-member.ts';

/** Changes what a member may do. Runs in the tenant's unit of work, as all here. @throws {Refusal} not_found, last_owner */
export async function changeRole(id: string, role: Role, by: string): Promise<TenantMember> {
  const member = await lockedMember(id);
  if (role === member.role) return member;
  if (member.role === 'owner') await keepAnOwner();
  await query('UPDATE platform.memberships SET role = $2 WHERE user_id = $1', [id, role]);
  await recordEvent({
    userId: by,
    action: 'member.role_changed',
    subject: 'member',
    subjectId: id,
    before: { role: member.role },
    after: { role },
  });
  return { ...member, role };
}

/** Takes a member's access away. @throws {Refusal} not_found, last_owner */
export async function removeMember(id: string, by: string): Promise<void> {
  const member = await lockedMember(id);
  if (member.role === 'owner') await keepAnOwner();
  await query('SELECT platform.remove_membership($1)', [id]);
  await recordEvent({
    userId: by,
    action: 'member.removed',
    subject: 'member',
    subjectId: id,
    before: { email: member.email, role: member.role },
  });
}

/** Of two owners who remove each other at once, the second waits here and then finds that they are the last. */
async function lockedMember(id: string): Promise<TenantMember> {
  await query("SELECT FROM platform.memberships WHERE role = 'owner' ORDER BY user_id FOR UPDATE");
  return findMember(id);
}

async function keepAnOwner(): Promise<void> {
  const [row] = await query<{ owners: bigint }>(
    "SELECT count(*) AS owners FROM platform.memberships WHERE role = 'owner'",
  );
  if (!row || row.owners <= 1n) throw new Refusal('last_owner');
}
