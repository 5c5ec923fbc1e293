import type {
  InvoiceCorrections,
  InvoiceFieldName,
  PurchaseInvoice,
} from '@smart-accounting/api-contract';
import { allFields } from './doubt.ts';
import type { VatRow } from './vat-rows.ts';

/** An invoice as far as a person changes it. */
export type SavedInvoice = Pick<
  PurchaseInvoice,
  'fields' | 'checks' | 'contact' | 'entry_date' | 'exchange_rate' | 'lines' | 'vat'
>;
type SavedLine = PurchaseInvoice['lines'][number];
type LineToSave = NonNullable<InvoiceCorrections['lines']>[number];

export interface LineDraft extends Omit<SavedLine, 'net_amount' | 'ledger_account_id'> {
  readonly key: number;
  readonly net_amount: string | null;
  readonly ledger_account_id: string | null;
}

/** What a person did to an invoice since it was saved. Never changed in place, so that what was sent can be told. */
export interface ReviewChanges {
  readonly values: Readonly<Partial<Record<InvoiceFieldName, string | null>>>;
  readonly confirmed: ReadonlySet<InvoiceFieldName>;
  readonly acknowledged: ReadonlySet<string>;
  readonly lines?: readonly LineDraft[] | undefined;
  readonly vat?: readonly VatRow[] | undefined;
  readonly contact?: string | null | undefined;
  readonly entryDate?: string | null | undefined;
  readonly exchangeRate?: string | null | undefined;
}

export const noChanges: ReviewChanges = {
  values: {},
  confirmed: new Set(),
  acknowledged: new Set(),
};

/**
 * What of the changes can be saved now: without what cannot be read as it stands (`unreadable`), and without the VAT of
 * lines that are still being written.
 */
export function changesToSave(
  changes: ReviewChanges,
  savedLines: readonly LineDraft[],
  unreadable: ReadonlySet<string>,
): ReviewChanges {
  const { values, entryDate, exchangeRate, lines, vat } = changes;
  const readable = Object.entries(values).filter(([name]) => !unreadable.has(name));
  return {
    ...changes,
    values: Object.fromEntries(readable),
    entryDate: unreadable.has('entry_date') ? undefined : entryDate,
    exchangeRate: unreadable.has('exchange_rate') ? undefined : exchangeRate,
    vat: lines?.some((line) => isUnfinished(line, savedLines)) ? undefined : vat,
  };
}

/** What is left when the changes `sent` were saved: what was changed once more meanwhile, and lines not finished yet. */
export function changesAfter(sent: ReviewChanges, now: ReviewChanges): ReviewChanges {
  const left = <Value>(before: Value, after: Value) => (after === before ? undefined : after);
  const values = Object.entries(now.values).filter(
    ([name, value]) => !Object.entries(sent.values).some((e) => e[0] === name && e[1] === value),
  );
  return {
    values: Object.fromEntries(values),
    confirmed: now.confirmed.difference(sent.confirmed),
    acknowledged: now.acknowledged.difference(sent.acknowledged),
    lines: now.lines?.every(finished) ? left(sent.lines, now.lines) : now.lines,
    vat: left(sent.vat, now.vat),
    contact: left(sent.contact, now.contact),
    entryDate: left(sent.entryDate, now.entryDate),
    exchangeRate: left(sent.exchangeRate, now.exchangeRate),
  };
}

/** What of the changes differs from what is saved, as the API takes it; null when nothing does. */
export function correctionsOf(
  saved: SavedInvoice,
  savedLines: readonly LineDraft[],
  changes: ReviewChanges,
): InvoiceCorrections | null {
  const { values, confirmed, contact, entryDate, exchangeRate, vat } = changes;
  const corrections: InvoiceCorrections = {};
  const changed = allFields.filter(
    (name) => values[name] !== undefined && values[name] !== saved.fields[name].value,
  );
  if (changed.length > 0)
    corrections.fields = Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
  const confirm = [...confirmed].filter(
    (name) => !changed.includes(name) && !saved.fields[name].confirmed,
  );
  if (confirm.length > 0) corrections.confirm = confirm;
  const acknowledge = [...changes.acknowledged].filter((code) =>
    saved.checks.every((check) => check.code !== code || !check.acknowledged),
  );
  if (acknowledge.length > 0) corrections.acknowledge = acknowledge;
  if (contact !== undefined && contact !== (saved.contact?.id ?? null))
    corrections.contact_id = contact;
  if (differs(entryDate, saved.entry_date)) corrections.entry_date = entryDate ?? null;
  if (differs(exchangeRate, saved.exchange_rate)) corrections.exchange_rate = exchangeRate ?? null;
  if (changes.lines && !sameLines(changes.lines, savedLines))
    corrections.lines = linesToSave(changes.lines, savedLines).map(({ line }) => line);
  if (vat && !sameVat(vat, saved.vat)) corrections.vat = vat.map(vatToSave);
  return Object.keys(corrections).length > 0 ? corrections : null;
}

/** Lines as they can be saved now: what one that was saved lacks, as it was; a new one only when it lacks nothing. */
export function linesToSave(
  lines: readonly LineDraft[],
  saved: readonly LineDraft[],
): { readonly key: number; readonly line: LineToSave }[] {
  return lines.flatMap((draft) => {
    const known = saved.find(({ key }) => key === draft.key);
    const line = lineToSave({
      ...draft,
      net_amount: draft.net_amount ?? known?.net_amount ?? null,
      ledger_account_id: draft.ledger_account_id ?? known?.ledger_account_id ?? null,
    });
    return line ? [{ key: draft.key, line }] : [];
  });
}

/** Whether something that a person wrote in a line cannot be saved yet. An empty new line is nothing. */
export function isUnfinished(line: LineDraft, saved: readonly LineDraft[]): boolean {
  const known = saved.some(({ key }) => key === line.key);
  return !finished(line) && (known || line.net_amount !== null || line.description.trim() !== '');
}

function finished(line: LineDraft): boolean {
  return lineToSave(line) !== null;
}

function lineToSave(draft: LineDraft): LineToSave | null {
  const { quantity, unit_price, net_amount, vat_code, ledger_account_id, account_source } = draft;
  if (net_amount === null || ledger_account_id === null) return null;
  const description = draft.description.trim() || '–';
  return {
    description,
    quantity,
    unit_price,
    net_amount,
    vat_code,
    ledger_account_id,
    account_source,
  };
}

function sameLines(lines: readonly LineDraft[], saved: readonly LineDraft[]): boolean {
  const asText = (all: readonly LineDraft[]) =>
    JSON.stringify(linesToSave(all, saved).map(({ line }) => line));
  return asText(lines) === asText(saved);
}

function vatToSave({ vat_code, vat_amount }: VatRow): VatRow {
  return { vat_code, vat_amount };
}

function sameVat(one: readonly VatRow[], other: readonly VatRow[]): boolean {
  return JSON.stringify(one.map(vatToSave)) === JSON.stringify(other.map(vatToSave));
}

function differs(value: string | null | undefined, saved: string | null): boolean {
  return value !== undefined && value !== saved;
}
