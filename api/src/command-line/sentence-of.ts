import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { UsageError } from './command.ts';

/** Whether the command was typed wrongly, and its usage helps. */
export function isWrongUsage(error: unknown): boolean {
  const isOption = /^ERR_PARSE_ARGS/.test(databaseError(error).code ?? '');
  return error instanceof UsageError || isOption;
}

/**
 * What went wrong, in one sentence with what to do.
 * @param host where the database is
 */
export function sentenceOf(error: unknown, host: string): string {
  const { code = '', constraint = '' } = databaseError(error);
  if (/^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|57P0[1-3])$/.test(code))
    return `the database at ${host} does not answer: is the product running? (npm start on one machine)`;
  if (code === '28P01') return `the database at ${host} refuses the password in DATABASE_URL`;
  if (code === '23503' && constraint.endsWith('_tenant_fkey'))
    return 'there is no such tenant: see tenants list';
  return error instanceof Error ? error.message : String(error);
}
