import * as contract from '@smart-accounting/api-contract';
import { entryDifference, type EntryLine } from '@smart-accounting/accounting/journal-entry';
import { formatMinor, parseMinor } from '@smart-accounting/accounting/money';
import {
  Contact,
  Invoice,
  LedgerAccount,
  postEntry,
  query,
  recordEvent,
  reverseEntry,
} from '@smart-accounting/database';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { onlyOnce, type Route, tenantRoute } from '../http/route.ts';
import {
  type EntryRow,
  presentEntrySummary,
  readEntryAnswer,
  selectEntries,
} from './present-entry.ts';

const keptEntry = z.object({ entry: z.uuid() });
const replay = (kept: unknown): Promise<contract.JournalEntry> =>
  readEntryAnswer(keptEntry.parse(kept).entry);

export const entryRoutes: readonly Route[] = [
  tenantRoute(contract.listJournalEntries, async ({ query: filter }) => {
    const [before, beforeId] = decodeCursor(filter.cursor, 'instant', 'uuid');
    const search = filter.search?.trim();
    const rows = await query<EntryRow>(
      `${selectEntries}
         WHERE ($1::text IS NULL OR e.journal = $1)
           AND ($2::date IS NULL OR e.entry_date >= $2) AND ($3::date IS NULL OR e.entry_date <= $3)
           AND ($4::text IS NULL OR e.description ILIKE $4 OR c.name ILIKE $4
             OR e.journal || '-' || e.fiscal_year || '-' || lpad(e.number::text, 4, '0') ILIKE $4)
           AND ($5::timestamptz IS NULL OR (e.posted_at, e.id) < ($5, $6::uuid))
         ORDER BY e.posted_at DESC, e.id DESC LIMIT $7`,
      [
        filter.journal ?? null,
        filter.from ?? null,
        filter.to ?? null,
        search ? `%${search.replace(/[%_\\]/g, '\\$&')}%` : null,
        before,
        beforeId,
        filter.limit + 1,
      ],
    );
    const page = pageOfRows(rows, filter.limit, (row) => [row.postedText, row.id]);
    return { items: page.items.map(presentEntrySummary), next_cursor: page.next_cursor };
  }),

  tenantRoute(contract.readJournalEntry, ({ params }) => readEntryAnswer(params.entry)),

  tenantRoute(contract.postJournalEntry, ({ tenant, body, signedIn, services, idempotency }) =>
    onlyOnce(idempotency, replay, async () => {
      const lines = linesOf(body.lines);
      const difference = entryDifference(lines);
      if (difference !== 0n)
        throw new ApiError('unbalanced', {
          detail: `Debit minus credit is ${formatMinor(difference)}.`,
        });
      await refuseUnknownReferences(lines);
      const userId = signedIn.userId;
      const posted = await postEntry(
        {
          journal: 'MEM',
          entryDate: body.entry_date,
          description: body.description,
          postedBy: userId,
          lines,
        },
        idempotency ?? undefined,
      );
      services.announcer.afterCommit({ tenant, resource: 'journal_entry', id: posted.id });
      return readEntryAnswer(posted.id);
    }),
  ),

  tenantRoute(
    contract.reverseJournalEntry,
    ({ tenant, params, body, signedIn, services, idempotency }) =>
      onlyOnce(idempotency, replay, async () => {
        // An invoice's posting is undone with the invoice, so that both say the same.
        const invoice = await Invoice.findOne({ where: { journalEntryId: params.entry } });
        await invoice?.update({ state: 'reversed', version: invoice.version + 1 });
        await recordEvent({
          userId: signedIn.userId,
          action: 'entry.reversed',
          subject: 'journal_entry',
          subjectId: params.entry,
        });
        const reversal = await reverseEntry(
          params.entry,
          { entryDate: body.entry_date, postedBy: signedIn.userId },
          idempotency ?? undefined,
        );
        if (!reversal) throw new ApiError('not_found');
        services.announcer.afterCommit({ tenant, resource: 'journal_entry', id: reversal.id });
        if (invoice)
          services.announcer.afterCommit({ tenant, resource: 'purchase_invoice', id: invoice.id });
        return readEntryAnswer(reversal.id);
      }),
  ),
];

function linesOf(lines: contract.BodyOf<typeof contract.postJournalEntry>['lines']): EntryLine[] {
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
  if (wrong.length > 0) throw new ApiError('invalid_fields', { errors: wrong });
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
  if (errors.length > 0) throw new ApiError('invalid_fields', { errors });
}
