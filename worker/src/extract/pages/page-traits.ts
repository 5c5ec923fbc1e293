import type { IsoDate } from '@smart-accounting/accounting/iso-date';
import { invoiceKinds } from '@smart-accounting/accounting/vocabularies';
import type { Page } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from '../document-facts.ts';
import { findInvoiceDate } from '../header/find-invoice-date.ts';
import { findInvoiceNumber } from '../header/find-invoice-number.ts';
import { findTitles, type Title } from '../kind/find-titles.ts';
import type { TitleKind } from '../kind/kind-titles.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { sumCandidates } from '../totals/find-labelled-amounts.ts';
import { findPageNumbering, type PageNumbering } from './page-numbering.ts';

/** What tells whether a page begins a document or goes on with the one before it. */
export interface PageTraits {
  readonly page: Page;
  /** its strongest heading */
  readonly title: Title | null;
  readonly numbering: PageNumbering | null;
  /** the number of the invoice, well labelled */
  readonly invoiceNumber: string | null;
  /** everything that may be the number of a document */
  readonly references: ReadonlySet<string>;
  readonly invoiceDate: IsoDate | null;
  /** the amount of a total in hundredths, well labelled */
  readonly totalMinor: bigint | null;
  /** VAT numbers and IBANs */
  readonly parties: ReadonlySet<string>;
  /** it begins with an amount carried over from the page before */
  readonly isCarriedOver: boolean;
  /** a dense text without any amount: terms and conditions */
  readonly isSmallPrint: boolean;
}

const minNumberConfidence = 0.65;
const minTotalScore = 0.6;
const minTitleWeight = 0.55;
const manyWords = 350;
/** Words for an amount carried over to the next page, which stand at its top. */
const carriedOver =
  /^(?:transport|per transport|van transport|vervolg|vervolg factuur|ubertrag|saldovortrag|report|a reporter|report de la page|brought forward|carried forward|balance brought forward|continued|continuation|fortsetzung|suite)\b/;
const topShare = 0.4;

/** Looks at one page alone. */
export function traitsOf(page: Page): PageTraits {
  const facts = findFacts([page]);
  const number = findInvoiceNumber(facts);
  const titles = findTitles(facts.layout, facts.letterHeight);
  return {
    page,
    title: titles.find(({ weight }) => weight >= minTitleWeight) ?? null,
    numbering: findPageNumbering(facts.layout),
    invoiceNumber: number && number.confidence >= minNumberConfidence ? number.value : null,
    references: new Set(facts.references.map(({ id }) => id)),
    invoiceDate: findInvoiceDate(facts)?.date ?? null,
    totalMinor: totalOf(facts),
    parties: new Set(
      [...facts.ibans, ...facts.vatNumbers].filter(({ valid }) => valid).map(({ id }) => id),
    ),
    isCarriedOver: isCarriedOver(facts),
    isSmallPrint:
      page.words.length >= manyWords &&
      !facts.numbers.some(({ number: { decimals } }) => decimals === 2),
  };
}

/** Whether a page is headed as a document that is booked. */
export function isHeadedInvoice({ title }: PageTraits): boolean {
  return title !== null && bookedTitles.has(title.kind);
}

/** Whether a page is headed as something else than an invoice or a part of one, or is small print. */
export function isHeadedOtherwise({ title, isSmallPrint }: PageTraits): boolean {
  if (title === null) return isSmallPrint;
  return title.isHeading && title.kind !== 'specification' && !bookedTitles.has(title.kind);
}

const bookedTitles: ReadonlySet<TitleKind> = new Set(invoiceKinds);

function totalOf(facts: DocumentFacts): bigint | null {
  const best = sumCandidates(facts.amounts).find(
    ({ role }) => role === 'total' || role === 'payable',
  );
  return best && best.score >= minTotalScore ? best.minor : null;
}

function isCarriedOver({ layout }: DocumentFacts): boolean {
  return layout.lines.some(({ cells, top, page }) => {
    const height = layout.pages.get(page)?.height ?? 842;
    return (
      top < topShare * height &&
      cells.some(({ text }) => carriedOver.test(plainWords(text).join(' ')))
    );
  });
}
