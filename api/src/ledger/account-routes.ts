import * as contract from '@smart-accounting/api-contract';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { formatMinor } from '@smart-accounting/accounting/money';
import { vatCodeNamed, vatRateBp } from '@smart-accounting/accounting/vat';
import {
  databaseError,
  LedgerAccount,
  query,
  randomUuidV7,
  recordEvent,
} from '@smart-accounting/database';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { keep, onlyOnce, type Route, tenantRoute } from '../http/route.ts';
import { accountCard } from './account-card.ts';
import { trialBalance } from './trial-balance.ts';

interface AccountRow {
  id: string;
  number: string;
  name: string;
  type: contract.LedgerAccount['type'];
  rgsCode: string | null;
  role: string | null;
  vatCode: string | null;
  active: boolean;
  version: number;
  balance: bigint;
}

const selectAccounts = `
  SELECT a.id, a.number, a.name, a.type, a.rgs_code AS "rgsCode", a.role, a.vat_code AS "vatCode", a.active, a.version,
    coalesce(s.balance, 0)::bigint AS balance
  FROM ledger_accounts a
  LEFT JOIN (SELECT account_id, sum(debit - credit) AS balance FROM ledger_entries GROUP BY account_id) s
    ON s.account_id = a.id`;

const keptAccount = z.object({ account: z.uuid() });

export const accountRoutes: readonly Route[] = [
  tenantRoute(contract.listLedgerAccounts, async () => {
    const rows = await query<AccountRow>(`${selectAccounts} ORDER BY a.number`);
    return { items: rows.map(present) };
  }),

  tenantRoute(contract.createLedgerAccount, ({ body, signedIn, idempotency }) =>
    onlyOnce(
      idempotency,
      (kept) => readAccount(keptAccount.parse(kept).account),
      async () => {
        const id = randomUuidV7();
        await refuseTakenNumber(() =>
          LedgerAccount.create({
            id,
            number: body.number,
            name: body.name,
            type: body.type,
            rgsCode: body.rgs_code ?? null,
            role: null,
            vatCode: knownVatCode(body.vat_code ?? null),
            active: body.active ?? true,
          }),
        );
        await recordEvent({
          userId: signedIn.userId,
          action: 'account.created',
          subject: 'ledger_account',
          subjectId: id,
          after: body,
        });
        await keep(idempotency, { account: id });
        return readAccount(id);
      },
    ),
  ),

  tenantRoute(contract.updateLedgerAccount, async ({ params, body, version, signedIn }) => {
    const account = await LedgerAccount.findByPk(params.account, { lock: true });
    if (!account) throw new ApiError('not_found');
    if (account.version !== version) throw new ApiError('version_mismatch');
    const { number = account.number, name = account.name, active = account.active } = body;
    if (!active && account.role)
      throw new ApiError('conflict', { detail: 'The program books on this account itself.' });
    const rgsCode = body.rgs_code === undefined ? account.rgsCode : body.rgs_code;
    const vatCode = body.vat_code === undefined ? account.vatCode : knownVatCode(body.vat_code);
    await refuseTakenNumber(() =>
      account.update({ number, name, active, rgsCode, vatCode, version: account.version + 1 }),
    );
    await recordEvent({
      userId: signedIn.userId,
      action: 'account.changed',
      subject: 'ledger_account',
      subjectId: account.id,
      after: body,
    });
    return readAccount(account.id);
  }),

  tenantRoute(contract.readAccountCard, async ({ params, query: filter }) =>
    accountCard(await readAccount(params.account), filter),
  ),

  tenantRoute(contract.listVatCodes, async ({ services }) => {
    const rows = await query<{ code: string; name: string }>(
      'SELECT code, name FROM vat_codes WHERE active ORDER BY code',
    );
    const today = dateInAmsterdam(services.now());
    return {
      items: rows.map(({ code, name }) => {
        const { direction, rate, reverseCharge } = vatCodeNamed(code);
        return {
          code,
          name,
          direction,
          rate_bp: vatRateBp(rate, today),
          reverse_charge: reverseCharge,
        };
      }),
    };
  }),

  tenantRoute(contract.readTrialBalance, ({ query: filter, services }) => {
    const year = (filter.to ?? filter.from ?? dateInAmsterdam(services.now())).slice(0, 4);
    return trialBalance(filter.from ?? `${year}-01-01`, filter.to ?? `${year}-12-31`);
  }),
];

async function readAccount(id: string): Promise<contract.LedgerAccount> {
  const [row] = await query<AccountRow>(`${selectAccounts} WHERE a.id = $1`, [id]);
  if (!row) throw new ApiError('not_found');
  return present(row);
}

function present(row: AccountRow): contract.LedgerAccount {
  return {
    id: row.id,
    number: row.number,
    name: row.name,
    type: row.type,
    rgs_code: row.rgsCode,
    role: row.role,
    vat_code: row.vatCode,
    active: row.active,
    balance: formatMinor(row.balance),
    version: row.version,
  };
}

function knownVatCode(code: string | null): string | null {
  try {
    return code === null ? null : vatCodeNamed(code).code;
  } catch (error) {
    throw new ApiError('invalid_fields', {
      errors: [{ field: 'vat_code', message: error instanceof Error ? error.message : '' }],
    });
  }
}

async function refuseTakenNumber(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (databaseError(error).code !== '23505') throw error;
    throw new ApiError('conflict', { detail: 'Another account has this number.' });
  }
}
