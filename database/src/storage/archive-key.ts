import { randomUUID } from 'node:crypto';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';

/** The key of an archive in the store of archives. */
export interface ArchiveKey {
  readonly key: string;
  /** Put there for one restore and gone with it; else an export that somebody keeps. */
  readonly handedIn: boolean;
  /** Whose archive lies there; null for one that was handed in. */
  readonly tenant: TenantId | null;
}

const kept = /^([a-z][a-z0-9]{11})\/\d{8}T\d{6}Z\.tar\.gz$/;
const handedIn = /^handed-in\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tar\.gz$/;

/** The key of a tenant's export: `<tenant>/20261129T143621Z.tar.gz`. */
export function exportKey(tenant: TenantId, exportedAt: Date): ArchiveKey {
  const instant = exportedAt.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return { key: `${tenant}/${instant}.tar.gz`, handedIn: false, tenant };
}

/** A new key for an archive that is handed in for one restore. */
export function handedInKey(): ArchiveKey {
  return { key: `handed-in/${randomUUID()}.tar.gz`, handedIn: true, tenant: null };
}

/** @throws {RangeError} when no archive of ours can have this key */
export function parseArchiveKey(text: string): ArchiveKey {
  const isHandedIn = handedIn.test(text);
  const tenant = tenantIdSchema.safeParse(kept.exec(text)?.[1]).data ?? null;
  if (!tenant && !isHandedIn) throw new RangeError(`"${text}" is not the key of an archive`);
  return { key: text, handedIn: isHandedIn, tenant };
}
