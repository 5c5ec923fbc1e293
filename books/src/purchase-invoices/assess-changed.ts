import { assessInvoice, type Assessment } from './assess-invoice.ts';
import type { InvoiceRecord } from './invoice-record.ts';

type Findings = Assessment['findings'];

/** What a person accepted and can still be held to: the findings of an invoice before it changes. */
export async function findingsBefore(record: InvoiceRecord, now: Date): Promise<Findings> {
  return record.invoice.acknowledged.length > 0 ? (await assessInvoice(record, now)).findings : [];
}

/**
 * Assesses an invoice that was changed. What a person accepted stays accepted only while it is found as they saw it: an
 * IBAN that changes once more is asked about once more, and nobody accepts what is yet to be found.
 * @param before what was found before the change (`findingsBefore`)
 * @param accepting codes that a person accepts with the change
 */
export async function assessChanged(
  record: InvoiceRecord,
  { before, accepting, now }: { before: Findings; accepting: readonly string[]; now: Date },
): Promise<Assessment> {
  const { invoice } = record;
  const assessment = await assessInvoice(record, now);
  const accepted = assessment.findings.filter(({ acknowledged }) => acknowledged);
  const isSeen = (one: Findings[number]): boolean =>
    accepting.includes(one.code) ||
    before.some(
      ({ code, expected, found, acknowledged }) =>
        acknowledged && code === one.code && expected === one.expected && found === one.found,
    );
  const unseen = new Set(accepted.filter((one) => !isSeen(one)).map(({ code }) => code));
  invoice.acknowledged = [...new Set(accepted.map(({ code }) => code))].filter(
    (code) => !unseen.has(code),
  );
  return unseen.size > 0 ? assessInvoice(record, now) : assessment;
}
