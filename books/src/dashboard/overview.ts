import type { Dashboard } from '@smart-accounting/api-contract';
import { formatMinor } from '@smart-accounting/accounting/money';
import { query } from '@smart-accounting/database/tenancy/database';
import { isNoInvoice } from '../purchase-invoices/no-invoice.ts';

/** Revenue and costs of each month of a year, both positive as a rule. */
export async function resultByMonth(
  year: number,
): Promise<{ month: string; revenue: bigint; costs: bigint }[]> {
  return query<{ month: string; revenue: bigint; costs: bigint }>(
    `SELECT to_char(day, 'YYYY-MM') AS month,
       coalesce(sum(l.credit - l.debit) FILTER (WHERE a.type = 'revenue'), 0)::bigint AS revenue,
       coalesce(sum(l.debit - l.credit) FILTER (WHERE a.type = 'cost'), 0)::bigint AS costs
       FROM generate_series(make_date($1, 1, 1), make_date($1, 12, 1), interval '1 month') AS day
       LEFT JOIN journal_entries e ON e.entry_date >= day AND e.entry_date < day + interval '1 month'
       LEFT JOIN ledger_entries l ON l.entry_id = e.id
       LEFT JOIN ledger_accounts a ON a.id = l.account_id AND a.type IN ('revenue', 'cost')
       GROUP BY day ORDER BY day`,
    [year],
  );
}

/** The last eight events of the audit log. */
export async function recentEvents(): Promise<Dashboard['recent']> {
  const rows = await query<{
    at: Date;
    action: string;
    person: string | null;
    subject: string;
    subjectId: string;
    label: string | null;
  }>(
    `SELECT a.at, a.action, u.name AS person, a.subject, a.subject_id AS "subjectId",
       coalesce(d.file_name, i.supplier_name, c.name, l.number || ' ' || l.name, m.name,
         coalesce(a.after, a.before) ->> 'email', coalesce(a.after, a.before) ->> 'name') AS label
       FROM audit.events a
       LEFT JOIN platform.users u ON u.id = a.user_id
       LEFT JOIN documents d ON a.subject = 'document' AND d.id::text = a.subject_id
       LEFT JOIN invoices i ON a.subject = 'invoice' AND i.id::text = a.subject_id
       LEFT JOIN contacts c ON a.subject = 'contact' AND c.id::text = a.subject_id
       LEFT JOIN ledger_accounts l ON a.subject = 'ledger_account' AND l.id::text = a.subject_id
       LEFT JOIN platform.users m ON a.subject = 'member' AND m.id::text = a.subject_id
       WHERE a.tenant = platform.current_tenant() ORDER BY a.at DESC, a.id DESC LIMIT 8`,
  );
  return rows.map(({ at, action, person, subject, subjectId, label }) => ({
    at: at.toISOString(),
    action,
    person,
    subject,
    subject_id: subjectId,
    label,
  }));
}

/** What a new tenant has done already. */
export async function firstSteps(): Promise<Dashboard['first_steps']> {
  const [row] = await query<Dashboard['first_steps']>(
    `SELECT EXISTS (SELECT FROM documents) AS has_document, EXISTS (SELECT FROM journal_entries) AS has_entry,
       EXISTS (SELECT FROM contacts) AS has_contact`,
  );
  return row ?? { has_document: false, has_entry: false, has_contact: false };
}

/** The last five invoices that wait for a person. */
export async function latestOpen(): Promise<Dashboard['latest_open']> {
  const rows = await query<{
    id: string;
    supplierName: string | null;
    total: bigint | null;
    currency: string;
  }>(
    `SELECT id, supplier_name AS "supplierName", total, currency FROM invoices
       WHERE kind = 'purchase' AND state IN ('review', 'ready') AND NOT ${isNoInvoice('invoices')}
       ORDER BY created_at DESC, id DESC LIMIT 5`,
  );
  return rows.map(({ id, supplierName, total, currency }) => ({
    id,
    supplier_name: supplierName,
    total: total === null ? null : formatMinor(total),
    currency,
  }));
}
