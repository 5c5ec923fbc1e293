import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { query } from '../tenancy/database.ts';

/** Documents and pages that a tenant handed in in one month. */
export interface MonthlyUsage {
  readonly documents: bigint;
  readonly pages: bigint;
}

/** What the tenant used in a month. Runs, as all here, in the tenant's unit of work. */
export async function readUsage(month: string): Promise<MonthlyUsage> {
  const [row] = await query<MonthlyUsage>(
    'SELECT documents::bigint, pages::bigint FROM platform.monthly_usage WHERE month = $1',
    [month],
  );
  return row ?? { documents: 0n, pages: 0n };
}

/**
 * Adds to what the tenant used in a month; gives the sum. The row stays locked until COMMIT, so units of work that add
 * to it follow each other: call it late.
 */
export async function addUsage(
  month: string,
  { documents = 0, pages = 0 }: { documents?: number; pages?: number },
): Promise<MonthlyUsage> {
  const [row] = await query<MonthlyUsage>(
    `INSERT INTO platform.monthly_usage AS u (month, documents, pages) VALUES ($1, $2, $3)
       ON CONFLICT (tenant, month) DO UPDATE SET documents = u.documents + $2, pages = u.pages + $3
       RETURNING documents::bigint, pages::bigint`,
    [month, documents, pages],
  );
  if (!row) throw new Error('the usage was not counted');
  return row;
}

/** Bytes of all documents that the tenant keeps. */
export async function storedBytes(): Promise<bigint> {
  const [row] = await query<{ bytes: bigint }>(
    'SELECT coalesce(sum(byte_size), 0)::bigint AS bytes FROM documents',
  );
  return row?.bytes ?? 0n;
}

/** The first day of the month of `now`, in the Netherlands. */
export function monthOf(now: Date): string {
  return `${dateInAmsterdam(now).slice(0, 7)}-01`;
}

/** The first day of the month after the one that begins on `month`. */
export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
