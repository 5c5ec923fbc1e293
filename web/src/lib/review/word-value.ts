import type { InvoiceFieldName } from '@smart-accounting/api-contract';
import { parseDate } from '#lib/dates/parse-date.ts';
import { toDecimal } from '#lib/money/format-money.ts';
import { parseMoney } from '#lib/money/parse-money.ts';
import { kindOf } from './doubt.ts';

/** The value of a field from words clicked on the page, in canonical form; null when they do not fit it. */
export function valueOfWords(name: InvoiceFieldName, text: string, today: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  switch (kindOf(name)) {
    case 'amount': {
      const minor = parseMoney(trimmed.replace(/^(EUR|€)|(EUR|€)$/gi, '').replace(/,-{1,2}$/, ''));
      return minor === null ? null : toDecimal(minor);
    }
    case 'date':
      return parseDate(trimmed, today);
    case 'code':
      return trimmed.replace(/[\s.]/g, '').toUpperCase();
    case 'text':
      return trimmed;
  }
}
