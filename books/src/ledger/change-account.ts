import type {
  BodyOf,
  createLedgerAccount,
  updateLedgerAccount,
} from '@smart-accounting/api-contract';
import { vatCodeNamed } from '@smart-accounting/accounting/vat';
import { type Change, changeVersioned } from '@smart-accounting/database/audit/change-versioned';
import { recordEvent } from '@smart-accounting/database/audit/record-event';
import { Refusal } from '@smart-accounting/database/refusal';
import { databaseError } from '@smart-accounting/database/tenancy/database-error';
import { randomUuidV7 } from '@smart-accounting/database/uuid-v7';
import { LedgerAccount } from './ledger-account.ts';

/** Adds an account to the chart; gives its id. @throws {Refusal} conflict when its number is taken, invalid_fields */
export async function createAccount(
  account: BodyOf<typeof createLedgerAccount>,
  userId: string,
): Promise<string> {
  const id = randomUuidV7();
  await refuseTakenNumber(() =>
    LedgerAccount.create({
      id,
      number: account.number,
      name: account.name,
      type: account.type,
      rgsCode: account.rgs_code ?? null,
      role: null,
      vatCode: knownVatCode(account.vat_code ?? null),
      active: account.active ?? true,
    }),
  );
  await recordEvent({
    userId,
    action: 'account.created',
    subject: 'ledger_account',
    subjectId: id,
    after: account,
  });
  return id;
}

/**
 * Changes what is given of an account; its type never changes.
 * @throws {Refusal} not_found, version_mismatch, invalid_fields; conflict when its number is taken, or when it should no
 *   longer be used and the program needs it
 */
export async function changeAccount(
  id: string,
  change: BodyOf<typeof updateLedgerAccount>,
  by: Change,
): Promise<void> {
  const event = { action: 'account.changed', subject: 'ledger_account' } as const;
  await refuseTakenNumber(() =>
    changeVersioned(LedgerAccount, id, by, event, (account) => {
      const { number = account.number, name = account.name, active = account.active } = change;
      if (!active && account.role)
        throw new Refusal('conflict', { detail: 'The program books on this account itself.' });
      const { rgs_code: rgsCode = account.rgsCode, vat_code: vatCode } = change;
      const before = { number: account.number, name: account.name };
      account.set({ number, name, active, rgsCode });
      if (vatCode !== undefined) account.vatCode = knownVatCode(vatCode);
      // By number and name verification sees that an account of sealed entries was renamed by somebody who said so.
      return { before, after: { ...change, number, name } };
    }),
  );
}

function knownVatCode(code: string | null): string | null {
  try {
    return code === null ? null : vatCodeNamed(code).code;
  } catch (error) {
    throw new Refusal('invalid_fields', {
      errors: [{ field: 'vat_code', message: error instanceof Error ? error.message : '' }],
    });
  }
}

async function refuseTakenNumber(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (databaseError(error).code !== '23505') throw error;
    throw new Refusal('conflict', { detail: 'Another account has this number.' });
  }
}
