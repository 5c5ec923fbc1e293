import type { register } from '@smart-accounting/api-contract';
import type { BodyOf } from '@smart-accounting/api-contract';
import { isVatNumber, normalizeVatNumber } from '@smart-accounting/accounting/vat-number';
import {
  type Database,
  databaseError,
  query,
  randomTenantId,
  randomUuidV7,
  withIdentity,
} from '@smart-accounting/database';
import type { TenantId } from '@smart-accounting/worker-contract';
import { ApiError } from '../http/api-error.ts';
import { queueMail } from '../mail/queue-mail.ts';
import { hashPassword } from './password.ts';

export interface Registered {
  readonly tenant: TenantId;
  readonly userId: string;
}

/**
 * Writes a company, its first owner, the job that creates its books and the mail that proves the address, together or
 * not at all.
 * @throws {ApiError} email_taken, invalid_fields
 */
export async function registerCompany(
  database: Database,
  body: BodyOf<typeof register>,
): Promise<Registered> {
  if (body.vat_number && !isVatNumber(body.vat_number)) {
    const errors = [{ field: 'vat_number', message: 'not a VAT number' }];
    throw new ApiError('invalid_fields', { errors });
  }
  const passwordHash = await hashPassword(body.password);
  const tenant = randomTenantId();
  const userId = randomUuidV7();
  try {
    await withIdentity(database, async () => {
      await query(
        'INSERT INTO users (id, email, name, password_hash, language) VALUES ($1, $2, $3, $4, $5)',
        [userId, body.email, body.name, passwordHash, body.language],
      );
      await createTenant(tenant, body);
      await query("INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, 'owner')", [
        tenant,
        userId,
      ]);
      await queueMail({ kind: 'confirm_email', recipient: body.email, userId });
    });
  } catch (error) {
    if (databaseError(error).constraint === 'users_email') throw new ApiError('email_taken');
    throw error;
  }
  return { tenant, userId };
}

/** Writes a tenant as `creating` with the job that makes its schema. Runs in a unit of work of `withIdentity`. */
export async function createTenant(
  tenant: TenantId,
  company: {
    company_name: string;
    kvk_number?: string | null | undefined;
    vat_number?: string | null | undefined;
  },
): Promise<void> {
  await query('INSERT INTO tenants (id, name, kvk_number, vat_number) VALUES ($1, $2, $3, $4)', [
    tenant,
    company.company_name,
    company.kvk_number || null,
    company.vat_number ? normalizeVatNumber(company.vat_number) : null,
  ]);
  await query(
    "INSERT INTO jobs (id, tenant, kind, payload, due_key) VALUES ($1, $2, 'provision', $3, 'create')",
    [randomUuidV7(), tenant, JSON.stringify({ verb: 'create' })],
  );
  await query(
    `INSERT INTO audit.events (tenant, action, subject, subject_id) VALUES (NULL, 'tenant.created', 'tenant', $1)`,
    [tenant],
  );
}
