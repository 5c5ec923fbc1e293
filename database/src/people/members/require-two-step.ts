import { recordEvent } from '../../audit/record-event.ts';
import { Refusal } from '../../refusal.ts';
import { query } from '../../tenancy/database.ts';
import type { Member, SignedIn } from '../sessions/signed-in.ts';

/** Whether somebody is kept out because these books ask for a second step that they do not have. */
export function lacksTwoStep(
  { twoStep }: Pick<SignedIn, 'twoStep'>,
  { twoStepRequired }: Pick<Member, 'twoStepRequired'>,
): boolean {
  return twoStepRequired && !twoStep;
}

/**
 * Lets only those in from now on who sign in by two steps, or everybody again; then let the session store forget. Runs
 * in the tenant's unit of work.
 * @throws {Refusal} two_step_off when whoever asks would lock themselves out
 */
export async function requireTwoStep(required: boolean, by: SignedIn): Promise<void> {
  if (required && !by.twoStep) throw new Refusal('two_step_off');
  const [tenant] = await query<{ id: string; was: boolean }>(
    'SELECT id, two_step_required AS was FROM platform.tenants',
  );
  if (!tenant || tenant.was === required) return;
  await query('SELECT platform.require_two_step($1)', [required]);
  await recordEvent({
    userId: by.userId,
    action: 'member.two_step_rule_changed',
    subject: 'tenant',
    subjectId: tenant.id,
    before: { required: tenant.was },
    after: { required },
  });
}
