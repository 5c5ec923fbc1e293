import type { Member, Role } from '@smart-accounting/api-contract';
import { query, recordEvent } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { findMember } from './find-member.ts';

/** Changes what a member may do. @throws {ApiError} not_found, last_owner */
export async function changeRole(id: string, role: Role, by: string): Promise<Member> {
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

/** Takes a member's access away. @throws {ApiError} not_found, last_owner */
export async function removeMember(id: string, by: string): Promise<void> {
  const member = await lockedMember(id);
  if (member.role === 'owner') await keepAnOwner();
  await query('DELETE FROM platform.memberships WHERE user_id = $1', [id]);
  await recordEvent({
    userId: by,
    action: 'member.removed',
    subject: 'member',
    subjectId: id,
    before: { email: member.email, role: member.role },
  });
}

/** Of two owners who remove each other at once, the second waits here and then finds that they are the last. */
async function lockedMember(id: string): Promise<Member> {
  await query("SELECT pg_advisory_xact_lock(hashtextextended('members:' || current_user, 0))");
  return findMember(id);
}

async function keepAnOwner(): Promise<void> {
  const [row] = await query<{ owners: bigint }>(
    "SELECT count(*) AS owners FROM platform.memberships WHERE role = 'owner'",
  );
  if (!row || row.owners <= 1n) throw new ApiError('last_owner');
}
