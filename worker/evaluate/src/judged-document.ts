import { isDeepStrictEqual } from 'node:util';
import type { Finding } from '@smart-accounting/accounting/purchase-invoice/check-invoice';
import type { InvoiceReading } from '@smart-accounting/accounting/purchase-invoice/read-invoice';
import { assessReading } from './assess-reading.ts';
import { judge, type IsPrinted, type Judgement, type TrueFields } from './compare.ts';

/** What is true of a document: its values, and whether a person must look at it, whatever they are. */
export interface DocumentTruth {
  readonly fields: TrueFields;
  /** the codes that its lines are booked under, where they are known */
  readonly vatCodes?: readonly string[];
  /** whether it contradicts itself, is no invoice, or otherwise must not be posted unseen */
  readonly mustBeMarked?: boolean;
  /** what a person must be told of it */
  readonly findings?: readonly string[];
}

/** A document that was read, compared with what is true of it. */
export interface JudgedDocument {
  readonly judgements: readonly Judgement[];
  readonly outcome: Outcome;
  /** what was found */
  readonly found: readonly Finding[];
  /** of what should have been found, what was and what was not */
  readonly said: readonly string[];
  readonly unsaid: readonly string[];
}

/**
 * `ready` is what would be posted without a look, `marked` what a person is asked to look at, `refused` what is not read at
 * all. Marked and right is a look for nothing; ready and wrong is what must not happen: a value is wrong, or the document
 * should have been marked.
 */
export const outcomes = [
  'ready_right',
  'ready_wrong',
  'marked_right',
  'marked_wrong',
  'refused',
] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * Compares a reading with the truth, and assesses it as the product would.
 * @param read null when the document was refused
 */
export function judgeDocument(
  read: InvoiceReading | null,
  { fields, vatCodes, mustBeMarked = false, findings: expected = [] }: DocumentTruth,
  isPrinted?: IsPrinted,
): JudgedDocument {
  const judgements = judge(read ?? { fields: {}, vat: [], lines: [] }, fields, isPrinted);
  if (!read) return { judgements, outcome: 'refused', found: [], said: [], unsaid: expected };
  const { findings: found, ready, vatCodes: booked } = assessReading(read, fields.invoice_date);
  const codes = new Set<string>(found.map(({ code }) => code));
  const verdicts = new Set(judgements.map(({ verdict }) => verdict));
  const isBookedWrong = vatCodes !== undefined && !isDeepStrictEqual(booked, vatCodes);
  const isWrong = mustBeMarked || expected.length > 0 || verdicts.has('wrong') || isBookedWrong;
  const isLacking = isWrong || verdicts.has('missing');
  return {
    judgements,
    outcome: ready
      ? isWrong
        ? 'ready_wrong'
        : 'ready_right'
      : isLacking
        ? 'marked_wrong'
        : 'marked_right',
    found,
    said: expected.filter((code) => codes.has(code)),
    unsaid: expected.filter((code) => !codes.has(code)),
  };
}
