import { journals } from '@smart-accounting/accounting/vocabularies';
import { type ChartAccount, defaultChart } from '@smart-accounting/accounting/chart-of-accounts';
import { vatCodes } from '@smart-accounting/accounting/vat';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import type pg from 'pg';

/**
 * Writes what new books begin with: chart of accounts, VAT codes, journals, periods. What is there already stays.
 * @param client login `smart_migrator` @param schema the tenant's
 * @param today decides the fiscal years: the two before, the current one and the next
 */
export async function fillBooks(client: pg.Client, schema: string, today: Date): Promise<void> {
  const year = today.getFullYear();
  const accounts = defaultChart.map((account: ChartAccount) => ({
    id: randomUuidV7(),
    number: account.number,
    name: account.name.nl,
    type: account.type,
    rgs_code: account.rgsCode,
    role: account.role,
    vat_code: account.vatCode,
  }));
  const codes = vatCodes.map(({ code, name, direction }) => ({ code, name: name.nl, direction }));
  await client.query('BEGIN');
  await client.query(`SET LOCAL ROLE smart_owner; SET LOCAL search_path TO ${schema}, pg_temp`);
  await client.query(
    `INSERT INTO vat_codes (code, name, direction)
       SELECT code, name, direction FROM json_populate_recordset(NULL::vat_codes, $1) ON CONFLICT DO NOTHING`,
    [JSON.stringify(codes)],
  );
  await client.query(
    `INSERT INTO ledger_accounts (id, number, name, type, rgs_code, role, vat_code)
       SELECT id, number, name, type, rgs_code, role, vat_code FROM json_populate_recordset(NULL::ledger_accounts, $1)
       WHERE NOT EXISTS (SELECT FROM ledger_accounts)`,
    [JSON.stringify(accounts)],
  );
  await client.query(
    'INSERT INTO journals SELECT * FROM json_populate_recordset(NULL::journals, $1) ON CONFLICT DO NOTHING',
    [JSON.stringify(journals)],
  );
  await client.query(
    `INSERT INTO fiscal_periods (year, number, starts_on, ends_on)
       SELECT extract(year FROM day), extract(month FROM day), day, day + interval '1 month' - interval '1 day'
       FROM generate_series(make_date($1, 1, 1), make_date($2, 12, 1), interval '1 month') AS day
       ON CONFLICT DO NOTHING`,
    [year - 2, year + 1],
  );
  await client.query('COMMIT');
}
