import { type KnownHeads, verifySeals } from './seal/verify-seals.ts';
import { type LedgerFault, verifyLedger } from './verify-ledger.ts';

/**
 * All that can be checked of the tenant's books: the rules of the ledger, and the chain of seals. Runs in a unit of work
 * that sees the books.
 */
export async function verifyBooks(heads: KnownHeads = {}): Promise<LedgerFault[]> {
  return [...(await verifyLedger()), ...(await verifySeals(heads))];
}
