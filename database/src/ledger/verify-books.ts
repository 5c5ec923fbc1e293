import type { SealHead } from '../seal/seal-head.ts';
import { verifySeals } from '../seal/verify-seals.ts';
import { type LedgerFault, verifyLedger } from './verify-ledger.ts';

/**
 * All that can be checked of the tenant's books: the rules of the ledger, and the chain of seals.
 * @param heads ends of the chain known from elsewhere, read before this is called
 */
export async function verifyBooks(heads: readonly SealHead[]): Promise<LedgerFault[]> {
  return [...(await verifyLedger()), ...(await verifySeals(heads))];
}
