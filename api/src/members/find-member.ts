import type { Member, Role } from '@smart-accounting/api-contract';
import { query } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';

interface Row {
  id: string;
  name: string;
  email: string;
  role: Role;
  since: Date;
}

const selectMembers = `
  SELECT u.id, u.name, u.email, m.role, m.created_at AS since
  FROM platform.memberships m JOIN platform.users u ON u.id = m.user_id`;

/** Everybody who may enter this tenant's books, by name. */
export async function listMembers(): Promise<Member[]> {
  return (await query<Row>(`${selectMembers} ORDER BY lower(u.name), u.id`)).map(present);
}

/** @throws {ApiError} not_found when they are no member of this tenant */
export async function findMember(id: string): Promise<Member> {
  const [row] = await query<Row>(`${selectMembers} WHERE u.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return present(row);
}

function present({ since, ...row }: Row): Member {
  return { ...row, since: since.toISOString() };
}
