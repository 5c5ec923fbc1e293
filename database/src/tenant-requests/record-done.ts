import type { TenantId } from '@smart-accounting/worker-contract';
import { recordIdentityEvent } from '../audit/record-event.ts';
import type { Asker } from './tenant-request.ts';

/**
 * Keeps in the audit what was done to a tenant as a whole without the provisioner. Runs in a unit of work of
 * `withOperations`.
 * @param tenant `new`: what holds for those that come
 */
export async function recordDone(
  tenant: TenantId | 'new',
  { askedBy, reason }: Asker,
  event: {
    readonly action: 'tenant.exported' | 'tenant.quota_changed';
    readonly before?: Readonly<Record<string, unknown>>;
    readonly after: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  await recordIdentityEvent({
    ...event,
    userId: null,
    subject: 'tenant',
    subjectId: tenant,
    after: { asked_by: askedBy, reason, ...event.after },
  });
}
