import type { TenantId } from '@smart-accounting/worker-contract';
import { query } from '../tenancy/database.ts';

/** Documents and pages that a tenant handed in in one month. */
export interface MonthlyUsage {
  readonly documents: bigint;
  readonly pages: bigint;
}

/** @param tenant absent: the one whose unit of work this is */
export async function readUsage(
  month: string,
  tenant: TenantId | null = null,
): Promise<MonthlyUsage> {
  const [row] = await query<MonthlyUsage>(
    `SELECT documents::bigint, pages::bigint FROM platform.monthly_usage
       WHERE month = $1 AND tenant = coalesce($2, platform.current_tenant())`,
    [month, tenant],
  );
  return row ?? { documents: 0n, pages: 0n };
}

/** Counts a document handed in; gives what the month then holds. The row stays locked until COMMIT: call it late. */
export function countDocumentUsed(month: string): Promise<MonthlyUsage> {
  return addOne('documents', month);
}

/** Counts a page read; gives what the month then holds. The row stays locked until COMMIT: call it late. */
export function countPageUsed(month: string): Promise<MonthlyUsage> {
  return addOne('pages', month);
}

async function addOne(column: 'documents' | 'pages', month: string): Promise<MonthlyUsage> {
  const [row] = await query<MonthlyUsage>(
    `INSERT INTO platform.monthly_usage AS u (month, ${column}) VALUES ($1, 1)
       ON CONFLICT (tenant, month) DO UPDATE SET ${column} = u.${column} + 1
       RETURNING documents::bigint, pages::bigint`,
    [month],
  );
  if (!row) throw new Error('the usage was not counted');
  return row;
}

/** Bytes of all documents that the tenant keeps. */
export async function storedBytes(): Promise<bigint> {
  const [row] = await query<{ bytes: bigint }>(
    'SELECT coalesce(sum(byte_size), 0)::bigint AS bytes FROM documents WHERE part_of IS NULL',
  );
  return row?.bytes ?? 0n;
}

const monthInNetherlands = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Amsterdam',
  year: 'numeric',
  month: '2-digit',
});

/** The first day of the month of `now`, in the Netherlands. */
export function monthOf(now: Date): string {
  return `${monthInNetherlands.format(now)}-01`;
}

/** The first day of the month after the one that begins on `month`. */
export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, '0')}-01`;
}
