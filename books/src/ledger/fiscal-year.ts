import { query } from '@smart-accounting/database/tenancy/database';

/** Whether entries can be posted on a date. */
export async function periodState(date: string): Promise<'open' | 'closed' | 'missing'> {
  const [period] = await query<{ status: 'open' | 'closed' }>(
    'SELECT status FROM fiscal_periods WHERE $1 BETWEEN starts_on AND ends_on',
    [date],
  );
  return period?.status ?? 'missing';
}

/** Adds the twelve months of a calendar year where no period of that year exists yet. */
export async function openFiscalYear(year: number): Promise<void> {
  await query(
    `INSERT INTO fiscal_periods (year, number, starts_on, ends_on)
       SELECT $1, extract(month FROM day), day, day + interval '1 month' - interval '1 day'
       FROM generate_series(make_date($1, 1, 1), make_date($1, 12, 1), interval '1 month') AS day
       WHERE NOT EXISTS (SELECT FROM fiscal_periods WHERE year = $1)
       ON CONFLICT DO NOTHING`,
    [year],
  );
}
