import { certainConfidence } from '@smart-accounting/accounting/purchase-invoice/certainty';
import {
  invoiceFieldNames,
  type FieldSource,
  type InvoiceFieldName,
  type ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { countryOfReading } from '@smart-accounting/accounting/purchase-invoice/supplier-country';
import { withoutLegalForm } from '@smart-accounting/worker/extract/rules/legal-forms';

/** How well a field was read; `unprinted` when its true value is not on the pages. */
export type Verdict = 'right' | 'wrong' | 'missing' | 'unprinted';

/** The verdict on one field of one document. */
export interface Judgement {
  readonly field: InvoiceFieldName;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly read: string | null;
  readonly confidence: number | null;
  readonly source: FieldSource | null;
}

/** The true values of the fields for which they are known. */
export type TrueFields = Readonly<Partial<Record<InvoiceFieldName, string>>>;

/** Whether the true value of a field stands on the pages. */
export type IsPrinted = (field: InvoiceFieldName) => boolean;

/**
 * Compares the values that were read with the true ones, for the fields whose true value is known. The country of the
 * supplier is the one that all that was read tells, as in the books.
 */
export function judge(
  read: ReadInvoice,
  truth: TrueFields,
  isPrinted: IsPrinted = () => true,
): Judgement[] {
  return invoiceFieldNames.flatMap((field): Judgement[] => {
    const expected = truth[field];
    if (expected === undefined) return [];
    const found = field === 'supplier_country' ? countryOfReading(read) : read.fields[field];
    const value = found?.value ?? null;
    const confidence = found?.confidence ?? null;
    const source = read.fields[field]?.source ?? null;
    const verdict = verdictOn(field, value, expected, isPrinted);
    return [{ field, verdict, expected, read: value, confidence, source }];
  });
}

function verdictOn(
  field: InvoiceFieldName,
  value: string | null,
  expected: string,
  isPrinted: IsPrinted,
): Verdict {
  if (value !== null && isSame(field, value, expected)) return 'right';
  if (!isPrinted(field)) return 'unprinted';
  return value === null ? 'missing' : 'wrong';
}

const amountFields: ReadonlySet<InvoiceFieldName> = new Set<InvoiceFieldName>([
  'net_total',
  'vat_total',
  'total',
  'prepaid_total',
  'rounding',
]);

/** Ignores case, spaces and punctuation in names and numbers, and the legal form in names; amounts must be equal. */
function isSame(field: InvoiceFieldName, value: string, expected: string): boolean {
  if (amountFields.has(field)) return value === expected;
  if (plain(value) === plain(expected)) return true;
  return (
    field.endsWith('_name') && plain(withoutLegalForm(value)) === plain(withoutLegalForm(expected))
  );
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

/** Whether a value is wrong though it looks certain, which is worse than none. */
export function isSilentlyWrong({ verdict, confidence }: Judgement): boolean {
  return verdict === 'wrong' && (confidence ?? 0) >= certainConfidence;
}
