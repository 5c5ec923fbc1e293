import type {
  AnswerOf,
  Invitation as PresentedInvitation,
  Member,
  readInvitation,
} from '@smart-accounting/api-contract';
import type { InvitationByLink } from '@smart-accounting/database/people/members/accept-invitation';
import type { TenantMember } from '@smart-accounting/database/people/members/find-member';
import type { Invitation } from '@smart-accounting/database/people/members/invitations';

export function presentMember({ since, ...member }: TenantMember): Member {
  return { ...member, since: since.toISOString() };
}

export function presentInvitation(invitation: Invitation): PresentedInvitation {
  return {
    id: invitation.id,
    email: invitation.email,
    role: invitation.role,
    invited_by: invitation.invitedBy,
    created_at: invitation.createdAt.toISOString(),
    expires_at: invitation.expiresAt.toISOString(),
  };
}

export function presentInvitationByLink({
  invitedBy,
  hasAccount,
  ...invitation
}: InvitationByLink): AnswerOf<typeof readInvitation> {
  return { ...invitation, invited_by: invitedBy, has_account: hasAccount };
}
