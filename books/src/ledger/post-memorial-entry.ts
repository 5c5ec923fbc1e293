import type { BodyOf, postJournalEntry } from '@smart-accounting/api-contract';
import { entryDifference, type EntryLine } from '@smart-accounting/accounting/journal-entry';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import type { IdempotentRequest } from '@smart-accounting/database/idempotency/idempotency';
import { Refusal } from '@smart-accounting/database/refusal';
import { Contact } from '../contacts/contact.ts';
import { LedgerAccount } from './ledger-account.ts';
import { postEntry, type PostedEntry } from './post-entry.ts';

type MemorialEntry = BodyOf<typeof postJournalEntry>;

/**
 * Posts an entry that a person wrote line by line, in the memorial journal.
 * @throws {Refusal} unbalanced with the difference, entry_of_zeros, invalid_fields with the path of each wrong line; what
 *   the ledger refuses
 */
export async function postMemorialEntry(
  entry: MemorialEntry,
  { userId, idempotency }: { userId: string; idempotency: IdempotentRequest | null },
): Promise<PostedEntry> {
  const lines = linesOf(entry.lines);
  const difference = entryDifference(lines);
  if (difference !== 0n)
    throw new Refusal('unbalanced', {
      detail: `Debit minus credit is ${formatMinor(difference)}.`,
    });
  if (lines.every(({ debitMinor, creditMinor }) => debitMinor === 0n && creditMinor === 0n))
    throw new Refusal('entry_of_zeros');
  await refuseUnknownReferences(lines);
  return postEntry(
    {
      journal: 'MEM',
      entryDate: entry.entry_date,
      description: entry.description,
      postedBy: userId,
      lines,
    },
    idempotency ?? undefined,
  );
}

function linesOf(lines: MemorialEntry['lines']): EntryLine[] {
  const wrong: { field: string; message: string }[] = [];
  const result = lines.map((line, index) => {
    const debitMinor = parseMinor(line.debit);
    const creditMinor = parseMinor(line.credit);
    if (debitMinor < 0n || creditMinor < 0n || (debitMinor !== 0n && creditMinor !== 0n)) {
      wrong.push({
        field: `lines.${index}`,
        message: 'give a debit or a credit, neither negative',
      });
    }
    const { ledger_account_id: accountId, description, contact_id: contactId = null } = line;
    return { accountId, description, debitMinor, creditMinor, contactId };
  });
  if (wrong.length > 0) throw new Refusal('invalid_fields', { errors: wrong });
  return result;
}

async function refuseUnknownReferences(lines: readonly EntryLine[]): Promise<void> {
  const accountIds = [...new Set(lines.map((line) => line.accountId))];
  const contactIds = [...new Set(lines.flatMap((line) => line.contactId ?? []))];
  const accounts = new Set(
    (
      await LedgerAccount.findAll({ where: { id: accountIds, active: true }, attributes: ['id'] })
    ).map(({ id }) => id),
  );
  const contacts = new Set(
    (await Contact.findAll({ where: { id: contactIds }, attributes: ['id'] })).map(({ id }) => id),
  );
  const errors = lines.flatMap((line, index) => [
    ...(accounts.has(line.accountId)
      ? []
      : [{ field: `lines.${index}.ledger_account_id`, message: 'no such active account' }]),
    ...(!line.contactId || contacts.has(line.contactId)
      ? []
      : [{ field: `lines.${index}.contact_id`, message: 'no such contact' }]),
  ]);
  if (errors.length > 0) throw new Refusal('invalid_fields', { errors });
}
