import { withoutLegalForm } from '../extract/rules/legal-forms.ts';
import {
  invoiceFieldNames,
  type InvoiceFieldName,
  type ReadInvoice,
} from '@smart-accounting/accounting/purchase-invoice/read-invoice';

/** How a field was read: `unprinted` when its truth stands nowhere on the pages. */
export type Verdict = 'right' | 'wrong' | 'missing' | 'unprinted';

/** One field of one document, judged. */
export interface Judgement {
  readonly field: InvoiceFieldName;
  readonly verdict: Verdict;
  readonly expected: string;
  readonly read: string | null;
  readonly confidence: number | null;
}

export type TrueFields = Readonly<Partial<Record<InvoiceFieldName, string>>>;

/** Compares what was read with what is true, for the fields whose truth is known. */
export function judge(
  read: ReadInvoice,
  truth: TrueFields,
  isPrinted: (field: InvoiceFieldName) => boolean = () => true,
): Judgement[] {
  return invoiceFieldNames.flatMap((field): Judgement[] => {
    const expected = truth[field];
    if (expected === undefined) return [];
    const value = read.fields[field]?.value ?? null;
    const confidence = read.fields[field]?.confidence ?? null;
    const verdict = verdictOn(field, value, expected, isPrinted);
    return [{ field, verdict, expected, read: value, confidence }];
  });
}

function verdictOn(
  field: InvoiceFieldName,
  value: string | null,
  expected: string,
  isPrinted: (field: InvoiceFieldName) => boolean,
): Verdict {
  if (value !== null && isSame(field, value, expected)) return 'right';
  if (!isPrinted(field)) return 'unprinted';
  return value === null ? 'missing' : 'wrong';
}

/** Names and numbers are the same whatever their case, spaces and signs; a name also with or without its legal form. */
function isSame(field: InvoiceFieldName, value: string, expected: string): boolean {
  if (field.endsWith('_total') || field === 'total') return value === expected;
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
