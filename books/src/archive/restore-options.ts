import type { Readable } from 'node:stream';
import type { TenantId } from '@smart-accounting/worker-contract';
import type pg from 'pg';
import type { LedgerFault } from '../ledger/verify-ledger.ts';
import type { SealHead } from '../ledger/seal/seal-head.ts';
import type { HeadStore, ObjectStorage } from '@smart-accounting/database/storage/object-storage';
import type { Database } from '@smart-accounting/database/tenancy/database';
import type { Asked } from '@smart-accounting/database/tenant-requests/tenant-request';
import type { TrustedKeys } from './signing-key.ts';

/** The books were loaded whole, and do not hold what books must hold. */
export class RestoredBooksFaulty extends Error {
  constructor(faults: readonly LedgerFault[]) {
    const named = faults.slice(0, 5).map(({ rule, subject }) => `${rule} ${subject}`);
    super(`${faults.length} faults in the restored books: ${named.join(', ')}`);
  }
}

/** There are books under this id, and they are not touched. */
export class TenantExists extends Error {
  constructor(tenant: TenantId) {
    super(`tenant ${tenant} is there already: it is not touched`);
  }
}

export interface RestoreOptions {
  /** Login `smart_migrator`, straight to the server. */
  readonly client: pg.Client;
  /** The same login, for sealing and verifying. */
  readonly database: Database;
  readonly documents: ObjectStorage;
  readonly heads: HeadStore;
  readonly tenant: TenantId;
  /** Called twice: it is checked as a whole before anything of it is looked at, and then read. */
  readonly openArchive: () => Promise<Readable>;
  /** Whose archive it must be: one may lie where another's belongs. Null: anybody's. */
  readonly of: TenantId | null;
  readonly trusted: TrustedKeys;
  /** Whether an archive without any signature is taken. One with a wrong signature never is. */
  readonly unsigned: boolean;
  /** Heads of the seals that were kept elsewhere: the archive must hold them. */
  readonly noted: readonly SealHead[];
  /** Whether people who were members and have an account here are members again. */
  readonly withMembers: boolean;
  /** What the company is called here, when not as in the archive. */
  readonly name: string | null;
  /** Who asked, and why, and by which request: kept in the audit. */
  readonly asked: Asked;
}
