import type { Page } from '@smart-accounting/worker-contract';
import type { Title } from '../kind/find-titles.ts';
import { isHeadedInvoice, isHeadedOtherwise, type PageTraits, traitsOf } from './page-traits.ts';

/** Pages of a file that are one document. */
export interface PageGroup {
  /** all of them, in their order: what a person sees as one */
  readonly pages: readonly Page[];
  /** those whose words are the document's: without terms, time sheets and packing lists */
  readonly sources: readonly Page[];
  /** whether it is an invoice, a credit note or a receipt */
  readonly isInvoice: boolean;
  /** the heading of its first page */
  readonly heading: Title | null;
}

/** From this score on a page begins a document. One sign alone never does. */
const enough = 3;

/**
 * Groups the pages of a file into documents. A page begins a new one when enough speaks for it: a number, a title, a block
 * of totals of its own, page numbers that begin anew; it goes on with the one before it when it says so. Pages that only
 * come with an invoice begin none.
 */
export function groupPages(pages: readonly Page[]): PageGroup[] {
  if (pages.length < 2) return [{ pages, sources: pages, isInvoice: true, heading: null }];
  const groups: PageTraits[][] = [];
  for (const traits of pages.map(traitsOf)) {
    const group = groups.at(-1);
    if (group && newness(traits, group) < enough) group.push(traits);
    else groups.push([traits]);
  }
  return groups.map((traits) => ({
    pages: traits.map(({ page }) => page),
    sources: sourcesOf(traits),
    isInvoice: isInvoice(traits),
    heading: traits[0]?.title ?? null,
  }));
}

/** How much speaks for a page beginning a document of its own, when the document before it has these pages. */
function newness(page: PageTraits, group: readonly PageTraits[]): number {
  if (!isInvoice(group)) return isHeadedInvoice(page) && isOtherDocument(group) ? enough : 0;
  const before = group.at(-1);
  const known = {
    numbers: present(group.map(({ invoiceNumber }) => invoiceNumber)),
    totals: present(group.map(({ totalMinor }) => totalMinor)),
    dates: present(group.map(({ invoiceDate }) => invoiceDate)),
    parties: group.flatMap(({ parties }) => [...parties]),
  };
  const { invoiceNumber, totalMinor, invoiceDate, parties, numbering } = page;
  const isHeaded = isHeadedInvoice(page);
  const isNumbered = invoiceNumber !== null && (isHeaded || totalMinor !== null);
  const isMisread =
    page.page.source === 'recognised' &&
    invoiceNumber !== null &&
    known.numbers.some((one) => isAlmostSame(one, invoiceNumber));
  // Where the number before could not be told, it may still stand there.
  const others =
    known.numbers.length > 0 ? known.numbers : group.flatMap(({ references }) => [...references]);
  const isSameNumber =
    invoiceNumber !== null && others.some((other) => isSame(other, invoiceNumber));
  const signs: readonly (readonly [boolean, number])[] = [
    // Of two numbers that differ in one recognised character, either may be a misreading of the other.
    [
      isNumbered && !isSameNumber && known.numbers.length > 0,
      isMisread ? (totalMinor === null ? 0 : 1) : 3,
    ],
    [isNumbered && known.numbers.length === 0, 1],
    [isSameNumber, -5],
    [isHeaded, 1],
    [numbering?.number === 1 && before?.numbering !== null, 2],
    [continuesNumbering(page, before), -4],
    [isOther(totalMinor, known.totals), 1.5],
    [isOther(invoiceDate, known.dates), 1],
    [
      parties.size > 0 &&
        known.parties.length > 0 &&
        !known.parties.some((one) => parties.has(one)),
      1,
    ],
    [page.isCarriedOver, -3],
    [isHeadedOtherwise(page), -5],
  ];
  return signs.reduce((sum, [holds, weight]) => sum + (holds ? weight : 0), 0);
}

/** Whether a group is a document that is booked: by the first heading that says what it is, else by what it holds. */
function isInvoice(group: readonly PageTraits[]): boolean {
  const lead = leadOf(group);
  if (lead) return isHeadedInvoice(lead);
  return group.some(
    ({ invoiceNumber, totalMinor }) => invoiceNumber !== null || totalMinor !== null,
  );
}

/** Whether a group is headed as a document of another kind: a reminder, to which a copy of the invoice is attached. */
function isOtherDocument(group: readonly PageTraits[]): boolean {
  const lead = leadOf(group);
  return lead !== undefined && !isHeadedInvoice(lead);
}

function leadOf(group: readonly PageTraits[]): PageTraits | undefined {
  return group.find((page) => isHeadedInvoice(page) || isHeadedOtherwise(page));
}

function sourcesOf(group: readonly PageTraits[]): Page[] {
  const lead = leadOf(group);
  return group.filter((page) => page === lead || !isHeadedOtherwise(page)).map(({ page }) => page);
}

function continuesNumbering({ numbering }: PageTraits, before: PageTraits | undefined): boolean {
  const last = before?.numbering;
  return !!numbering && !!last && numbering.number === last.number + 1 && numbering.of === last.of;
}

function isOther<T>(value: T | null, known: readonly T[]): boolean {
  return value !== null && known.length > 0 && !known.includes(value);
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

/** Whether two numbers are the same, punctuation aside. */
function isSame(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** Whether two numbers differ in one character. */
function isAlmostSame(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  return a.length === b.length && [...a].filter((sign, at) => sign !== b[at]).length === 1;
}

function plain(number: string): string {
  return number.replace(/[^\p{L}\d]/gu, '').toUpperCase();
}
