import { setTimeout as pause } from 'node:timers/promises';
import type { TenantId } from '@smart-accounting/worker-contract';
import { type Database, query } from '../tenancy/database.ts';
import { withIdentity } from '../tenancy/with-identity.ts';

/** So long the provisioner may take. */
const activeWithinMs = 120_000;

/** Waits until the provisioner has made a new tenant's books. @throws {Error} when it has not after two minutes */
export async function untilActive(database: Database, tenant: TenantId): Promise<void> {
  for (const deadline = Date.now() + activeWithinMs; Date.now() < deadline;) {
    const rows = await withIdentity(database, () =>
      query("SELECT FROM tenants WHERE id = $1 AND state = 'active'", [tenant]),
    );
    if (rows.length > 0) return;
    await pause(100);
  }
  throw new Error(`tenant ${tenant} has no books after two minutes: is the provisioner running?`);
}
