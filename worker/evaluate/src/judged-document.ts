import type { Finding } from '@smart-accounting/accounting/purchase-invoice/check-invoice';
import type { ReadInvoice } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { assessReading } from './assess-reading.ts';
import { judge, type IsPrinted, type Judgement, type TrueFields } from './compare.ts';

/** What is true of a document: its values, and whether a person must look at it, whatever they are. */
export interface DocumentTruth {
  readonly fields: TrueFields;
  /** whether it contradicts itself, is no invoice, or otherwise must not be posted unseen */
  readonly mustBeMarked?: boolean;
}

/** A document that was read, compared with what is true of it. */
export interface JudgedDocument {
  readonly judgements: readonly Judgement[];
  readonly findings: readonly Finding[];
  readonly outcome: Outcome;
}

/**
 * `ready` is what would be posted without a look, `marked` what a person is asked to look at. Marked and right is a look
 * for nothing; ready and wrong is what must not happen: a value is wrong, or the document should have been marked.
 */
export const outcomes = ['ready_right', 'ready_wrong', 'marked_right', 'marked_wrong'] as const;
export type Outcome = (typeof outcomes)[number];

/** Compares a reading with the truth, and assesses it as the product would. */
export function judgeDocument(
  read: ReadInvoice,
  { fields, mustBeMarked = false }: DocumentTruth,
  isPrinted?: IsPrinted,
): JudgedDocument {
  const judgements = judge(read, fields, isPrinted);
  const { findings, ready } = assessReading(read, fields.invoice_date);
  const verdicts = new Set(judgements.map(({ verdict }) => verdict));
  const wrong = mustBeMarked || verdicts.has('wrong');
  if (ready) return { judgements, findings, outcome: wrong ? 'ready_wrong' : 'ready_right' };
  const lacking = wrong || verdicts.has('missing');
  return { judgements, findings, outcome: lacking ? 'marked_wrong' : 'marked_right' };
}
