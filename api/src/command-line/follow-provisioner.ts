import { setTimeout as pause } from 'node:timers/promises';
import { withOperations } from '@smart-accounting/database/tenancy/with-operations';
import {
  latestRequest,
  type RequestProgress,
} from '@smart-accounting/database/tenant-requests/ask-provisioner';
import type { TenantId } from '@smart-accounting/worker-contract';
import type { CommandContext } from './command.ts';

/** So long the provisioner may take to begin; what it has begun may take its time. */
const beginWithinMs = 60_000;

/** Failures whose sentence says all; that of any other is told after its code. */
const toldByTheirSentence = new Set(['wrong_state', 'no_tenant', 'tenant_exists', 'retention']);

/** Waits until the provisioner has done the tenant's latest request. @throws {Error} with its reason, or when it does not begin */
export async function followProvisioner(
  { database }: CommandContext,
  tenant: TenantId,
): Promise<void> {
  const deadline = Date.now() + beginWithinMs;
  for (;;) {
    const request = await withOperations(database, null, () => latestRequest(tenant));
    if (request?.state === 'done') return;
    if (request?.state === 'failed') throw new Error(sentenceOf(request));
    if (!request?.begun && Date.now() > deadline)
      throw new Error('the provisioner did not begin within a minute: is it running?');
    await pause(100);
  }
}

function sentenceOf({ failure, detail }: RequestProgress): string {
  if (detail && toldByTheirSentence.has(failure ?? '')) return detail;
  return `${failure ?? 'failed'}: ${detail ?? ''}`;
}
