import type { TenantId } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';
import { randomUuidV7 } from '../uuid-v7.ts';
import {
  type Asker,
  type RequestParameters,
  requestParameters,
  type TenantVerb,
} from './tenant-request.ts';

/**
 * Asks the provisioner, which alone may make roles and schemas, to do something to a tenant; gives the request's id.
 * Runs in a unit of work of `withOperations`.
 */
export async function askProvisioner<V extends Exclude<TenantVerb, 'create'>>(
  tenant: TenantId,
  verb: V,
  parameters: RequestParameters<V>,
  { askedBy, reason }: Asker,
): Promise<string> {
  const id = randomUuidV7();
  await query(
    `INSERT INTO platform.tenant_requests (id, tenant, verb, parameters, asked_by, reason)
       VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, tenant, verb, JSON.stringify(requestParameters[verb].parse(parameters)), askedBy, reason],
  );
  return id;
}

/** What a new company is called, and by which numbers it is known. */
export interface NewTenant {
  readonly name: string;
  readonly kvkNumber: string | null;
  readonly vatNumber: string | null;
}

/**
 * Registers a company as `creating` and asks for its books. Runs in a unit of work of `withIdentity` or `withOperations`:
 * the function it calls can make nothing but a new tenant.
 */
export async function registerTenant(
  tenant: TenantId,
  { name, kvkNumber, vatNumber }: NewTenant,
  { askedBy, reason }: Asker,
): Promise<void> {
  await query('SELECT platform.register_tenant($1, $2, $3, $4, $5, $6)', [
    tenant,
    name,
    kvkNumber,
    vatNumber,
    askedBy,
    reason,
  ]);
}

/** How far a request is. */
export interface RequestProgress {
  readonly state: 'pending' | 'done' | 'failed';
  readonly begun: boolean;
  readonly failure: string | null;
  readonly detail: string | null;
}

/** The newest request of a tenant, as far as it is; null when there is none. Runs in `withOperations`. */
export async function latestRequest(tenant: TenantId): Promise<RequestProgress | null> {
  const [row] = await query<RequestProgress>(
    `SELECT state, attempts > 0 AS begun, failure, detail FROM platform.tenant_requests WHERE tenant = $1
       ORDER BY created_at DESC, id DESC LIMIT 1`,
    [tenant],
  );
  return row ?? null;
}
