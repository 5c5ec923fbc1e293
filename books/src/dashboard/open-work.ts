import type { Dashboard } from '@smart-accounting/api-contract';
import { endOfMonth, type IsoDate, monthOf, yearOf } from '@smart-accounting/accounting/iso-date';
import { formatMinor } from '@smart-accounting/accounting/money';
import { query } from '@smart-accounting/database/tenancy/database';
import { isNoInvoice } from '../purchase-invoices/no-invoice.ts';

/** Invoices and documents that wait for a person. Runs in the tenant's unit of work, as all here. */
export async function toDo(): Promise<
  Pick<Dashboard, 'to_review' | 'ready_to_post' | 'failed_documents'>
> {
  const open = `FROM invoices WHERE kind = 'purchase' AND NOT ${isNoInvoice('invoices')}`;
  const [row] = await query<{ review: bigint; ready: bigint; failed: bigint }>(
    `SELECT (SELECT count(*) ${open} AND state = 'review') AS review,
       (SELECT count(*) ${open} AND state = 'ready') AS ready,
       (SELECT count(DISTINCT j.subject_id) FROM platform.jobs j
         JOIN documents d ON d.id = j.subject_id AND d.state <> 'read'
         WHERE j.tenant = platform.current_tenant() AND j.state = 'failed' AND j.subject_kind = 'document'
           AND NOT EXISTS (SELECT FROM invoices i WHERE i.document_id = d.id)) AS failed`,
  );
  return {
    to_review: Number(row?.review ?? 0),
    ready_to_post: Number(row?.ready ?? 0),
    failed_documents: Number(row?.failed ?? 0),
  };
}

type Bucket = Dashboard['payable_by_age'][number]['bucket'];
const buckets: readonly Bucket[] = ['not_due', '1_30', '31_60', '61_90', 'over_90'];

/** What is to be paid by how long it is past due, in euros. */
export async function payables(
  today: IsoDate,
): Promise<Pick<Dashboard, 'payable' | 'payable_by_age'>> {
  const rows = await query<{ bucket: Bucket; total: bigint; count: bigint }>(
    `SELECT CASE WHEN due_date IS NULL OR due_date >= $1::date THEN 'not_due'
         WHEN due_date >= $1::date - 30 THEN '1_30' WHEN due_date >= $1::date - 60 THEN '31_60'
         WHEN due_date >= $1::date - 90 THEN '61_90' ELSE 'over_90' END AS bucket,
       sum(open)::bigint AS total, count(*) AS count
       FROM open_purchases WHERE open > 0 GROUP BY 1`,
    [today],
  );
  const of = (bucket: Bucket) =>
    rows.find((row) => row.bucket === bucket) ?? { total: 0n, count: 0n };
  const late = buckets.filter((bucket) => bucket !== 'not_due');
  return {
    payable: {
      total: formatMinor(buckets.reduce((sum, bucket) => sum + of(bucket).total, 0n)),
      overdue: formatMinor(late.reduce((sum, bucket) => sum + of(bucket).total, 0n)),
      count: buckets.reduce((sum, bucket) => sum + Number(of(bucket).count), 0),
    },
    payable_by_age: buckets.map((bucket) => ({
      bucket,
      total: formatMinor(of(bucket).total),
      count: Number(of(bucket).count),
    })),
  };
}

/** VAT of the current quarter so far: what is owed in boxes 1 to 4 minus input VAT (5b); due a month after its end. */
export async function vatDue(today: IsoDate): Promise<Dashboard['vat']> {
  const year = yearOf(today);
  const quarter = Math.ceil(monthOf(today) / 3);
  const first = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  const [row] = await query<{ amount: bigint }>(
    `SELECT coalesce(sum(CASE l.vat_box WHEN '5b' THEN -l.vat_tax ELSE l.vat_tax END), 0)::bigint AS amount
       FROM ledger_entries l JOIN journal_entries e ON e.id = l.entry_id
       WHERE l.vat_box IS NOT NULL AND e.entry_date BETWEEN $1 AND $2`,
    [first, endOfMonth(year, quarter * 3)],
  );
  const due = quarter === 4 ? endOfMonth(year + 1, 1) : endOfMonth(year, quarter * 3 + 1);
  return { period: `${year}-Q${quarter}`, amount: formatMinor(row?.amount ?? 0n), due };
}
