import { Refusal } from '@smart-accounting/database/refusal';
import type { TenantId } from '@smart-accounting/worker-contract';

/** At once in this process: what is handed in goes over disk and hashing, and must not hold up those who only look. */
const placesOfTenant = 8;

const taken = new Map<TenantId, number>();

/**
 * Receives an upload in one of its tenant's places.
 * @throws {Refusal} too_many_uploads, before a byte is read, when none is free
 */
export async function inUploadPlace<T>(tenant: TenantId, receive: () => Promise<T>): Promise<T> {
  const others = taken.get(tenant) ?? 0;
  if (others >= placesOfTenant) throw new Refusal('too_many_uploads', { retry_after: 1 });
  taken.set(tenant, others + 1);
  try {
    return await receive();
  } finally {
    const left = (taken.get(tenant) ?? 1) - 1;
    if (left === 0) taken.delete(tenant);
    else taken.set(tenant, left);
  }
}
