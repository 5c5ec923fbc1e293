import { setTimeout as pause } from 'node:timers/promises';
import { query, randomUuidV7, withRelay } from '@smart-accounting/database';
import { type JobPayload, jobPayloads, type TenantId } from '@smart-accounting/worker-contract';
import type { CommandContext } from './command.ts';

/** So long the provisioner may take to begin; what it has begun may take its time. */
const beginWithinMs = 60_000;

/** Writes a job for the provisioner, which alone may make roles and schemas. Runs in a unit of work of `withIdentity`. */
export async function requestProvision(
  tenant: TenantId,
  payload: JobPayload<'provision'>,
): Promise<void> {
  await query("INSERT INTO jobs (id, tenant, kind, payload) VALUES ($1, $2, 'provision', $3)", [
    randomUuidV7(),
    tenant,
    JSON.stringify(jobPayloads.provision.parse(payload)),
  ]);
}

/** Waits until the provisioner has done the tenant's latest job. @throws {Error} with its reason, or when it does not begin */
export async function followProvisioner(
  { database, relay }: CommandContext,
  tenant: TenantId,
): Promise<void> {
  relay?.wake();
  const deadline = Date.now() + beginWithinMs;
  for (;;) {
    const [job] = await withRelay(database, () =>
      query<{ state: string; begun: boolean; reason: string | null; detail: string | null }>(
        `SELECT state, attempts > 0 AS begun, reason, detail FROM jobs WHERE tenant = $1 AND kind = 'provision'
           ORDER BY created_at DESC LIMIT 1`,
        [tenant],
      ),
    );
    if (job?.state === 'done') return;
    if (job?.state === 'failed') throw new Error(`${job.reason ?? 'failed'}: ${job.detail ?? ''}`);
    if (!job?.begun && Date.now() > deadline)
      throw new Error(
        'the provisioner did not begin within a minute: is it running, and is AMQP_URL set?',
      );
    await pause(100);
  }
}
