import * as contract from '@smart-accounting/api-contract';
import { dateInAmsterdam } from '@smart-accounting/accounting/iso-date';
import { vatCodeNamed, vatRateBp } from '@smart-accounting/accounting/vat';
import { changeAccount, createAccount } from '@smart-accounting/books/ledger/change-account';
import {
  listAccounts,
  listVatCodes,
  readAccount,
} from '@smart-accounting/books/ledger/list-accounts';
import { readAccountCard } from '@smart-accounting/books/ledger/read-account-card';
import { readTrialBalance } from '@smart-accounting/books/ledger/read-trial-balance';
import { exportRoute } from '../export/export-route.ts';
import { createOnce, type Route, tenantRoute } from '../http/route.ts';
import { accountSheet } from './account-sheet.ts';
import { presentAccount, presentOneAccount } from './present-account.ts';
import { presentCard } from './present-card.ts';
import { presentTrialBalance } from './present-trial-balance.ts';
import { cardSheet, trialBalanceSheet } from './report-sheets.ts';

export const accountRoutes: readonly Route[] = [
  tenantRoute(contract.listLedgerAccounts, async () => ({
    items: (await listAccounts()).map(presentAccount),
  })),

  exportRoute(contract.exportLedgerAccounts, accountSheet, async () => ({
    items: (await listAccounts()).map(presentAccount),
  })),

  tenantRoute(contract.createLedgerAccount, ({ body, signedIn: { userId }, idempotency }) =>
    createOnce(idempotency, 'account', presentOneAccount, () => createAccount(body, userId)),
  ),

  tenantRoute(
    contract.updateLedgerAccount,
    async ({ params, body, version, signedIn: { userId } }) => {
      await changeAccount(params.account, body, { userId, version });
      return presentOneAccount(params.account);
    },
  ),

  tenantRoute(contract.readAccountCard, async ({ params, query: filter }) => {
    const account = await readAccount(params.account);
    return presentCard(account, await readAccountCard(account, filter));
  }),

  exportRoute(contract.exportAccountCard, cardSheet, async ({ params, query: filter }, page) => {
    const account = await readAccount(params.account);
    return presentCard(account, await readAccountCard(account, { ...filter, ...page }));
  }),

  tenantRoute(contract.listVatCodes, async ({ services }) => {
    const today = dateInAmsterdam(services.now());
    const codes = await listVatCodes();
    return {
      items: codes.map(({ code, name }) => {
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

  tenantRoute(contract.readTrialBalance, ({ query: filter, services }) =>
    trialBalance(filter, services.now()),
  ),

  exportRoute(contract.exportTrialBalance, trialBalanceSheet, ({ query: filter, services }) =>
    trialBalance(filter, services.now()),
  ),
];

/** Of the days asked for, else of the financial year they fall in, else of this one. */
async function trialBalance(
  filter: contract.QueryOf<typeof contract.readTrialBalance>,
  now: Date,
): Promise<contract.TrialBalance> {
  const year = (filter.to ?? filter.from ?? dateInAmsterdam(now)).slice(0, 4);
  const { from = `${year}-01-01`, to = `${year}-12-31` } = filter;
  return presentTrialBalance(from, to, await readTrialBalance(from, to));
}
