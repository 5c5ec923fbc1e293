import type { Session, Tenant } from '@smart-accounting/api-contract';
import { permissionsOf } from '../http/access.ts';
import type { Member, SignedIn } from './session-store.ts';

export function presentSession(signedIn: SignedIn): Session {
  return {
    person: presentPerson(signedIn),
    tenants: [...signedIn.memberships.values()].map(presentTenant),
  };
}

export function presentPerson(signedIn: SignedIn): Session['person'] {
  return {
    id: signedIn.userId,
    name: signedIn.name,
    email: signedIn.email,
    email_confirmed: signedIn.emailConfirmed,
    language: signedIn.language,
    two_step: signedIn.twoStep,
    platform_operator: signedIn.platformOperator,
  };
}

export function presentTenant(member: Member): Tenant {
  return {
    id: member.tenant,
    name: member.name,
    kvk_number: member.kvkNumber,
    vat_number: member.vatNumber,
    state: member.state,
    created_at: member.createdAt.toISOString(),
    role: member.role,
    permissions: [...permissionsOf(member.role)],
  };
}
