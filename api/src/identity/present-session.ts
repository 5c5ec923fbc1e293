import type { Session, SignedInBrowser, Tenant } from '@smart-accounting/api-contract';
import type { BrowserSession } from '@smart-accounting/database/people/sessions/list-sessions';
import type { Member, SignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { permissionsOf } from '../http/access.ts';

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
    two_step_required: member.twoStepRequired,
    role: member.role,
    permissions: [...permissionsOf(member.role)],
  };
}

export function presentBrowser(session: BrowserSession): SignedInBrowser {
  return {
    id: session.id,
    current: session.current,
    user_agent: session.userAgent,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
  };
}
