import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue, type Place } from '../extracted-value.ts';
import { findTextBlocks, type PlacedCell, type TextBlock } from '../layout/find-text-blocks.ts';
import { spanOf } from '../layout/text-span.ts';
import { isPostalLine, isStreetLine } from '../patterns/address.ts';
import { countryAtEnd, countryOfPostalLine } from '../patterns/country-names.ts';
import { partyAt } from './find-party-regions.ts';
import { nameKey } from './party-names.ts';

/** A postcode is written so in the Netherlands alone; elsewhere an address says little about who owes the VAT. */
const atHome = 0.85;
const abroad = 0.75;
/** An address in which two countries stand. */
const contradictory = 0.4;
/** An address is at most this many lines below the name. */
const depth = 7;

interface Found {
  readonly code: string;
  readonly cell: PlacedCell;
}

/**
 * Finds the country in the address of the supplier: by its name, the letters before a postcode, or a postcode as only one
 * country writes it. The address is what stands below or behind the supplier's name, or in its section; it is never the
 * customer's.
 * @param isReversed whether the document says that VAT is reverse-charged, as foreign suppliers do
 */
export function findSupplierCountry(
  facts: DocumentFacts,
  supplier: ExtractedValue | undefined,
  customer: ExtractedValue | undefined,
  isReversed: boolean,
): ExtractedValue | null {
  if (!supplier) return null;
  const blocks = findTextBlocks(facts.layout);
  const supplierKey = nameKey(supplier.value);
  const customerKey = customer ? nameKey(customer.value) : null;
  const found = blocks.flatMap((block) =>
    addressOf(block, facts, supplierKey, supplier.place, customerKey),
  );
  const [first] = found;
  if (!first) return null;
  const agree = found.every(({ code }) => code === first.code);
  const sure = first.code === 'NL' || isReversed ? atHome : abroad;
  const { cell } = first;
  const span = spanOf(cell.line, cell.index, 0, cell.text.length);
  return span && extractedValue(first.code, span, agree ? sure : contradictory);
}

/** The countries in the lines of a block that are the supplier's address. */
function addressOf(
  { cells }: TextBlock,
  facts: DocumentFacts,
  supplierKey: string,
  place: Place | null,
  customerKey: string | null,
): Found[] {
  const own = cells.findIndex(
    (cell) => startsWithName(cell, supplierKey) || (place !== null && isAt(cell, place)),
  );
  const inSection = cells.every((cell) => partyAt(cell, facts.regions) === 'supplier');
  if (own < 0 && !inSection) return [];
  const start = Math.max(0, own);
  const lines = cells.slice(start, start + depth);
  const end = lines.findIndex(
    (cell, index) => index > 0 && customerKey !== null && startsWithName(cell, customerKey),
  );
  return (end < 0 ? lines : lines.slice(0, end)).flatMap((cell, index) => {
    const text = index === 0 && own >= 0 ? behindName(cell.text) : cell.text;
    const code = countryIn(text);
    return code !== null && partyAt(cell, facts.regions) !== 'customer' ? [{ code, cell }] : [];
  });
}

/** The country that a line of an address names; not one in a sentence. */
function countryIn(text: string): string | null {
  for (const part of [text, ...text.split(/\s*[|·•●]\s*|\s+[-–—]\s+/)].reverse()) {
    const name = countryAtEnd(part);
    const isAddress = isPostalLine(part) || isStreetLine(part) || /,/.test(part);
    if (name && (name.words === name.of || isAddress)) return name.code;
  }
  return countryOfPostalLine(text);
}

/** The rest of a line that begins with a name: `Firm · Street 1 · 80333 München`. */
function behindName(text: string): string {
  const match = /\s*[|·•●]\s*|\s+[-–—]\s+|,\s+/.exec(text);
  return match ? text.slice(match.index + match[0].length) : '';
}

function startsWithName({ text }: PlacedCell, key: string): boolean {
  return key !== '' && nameKey(text).startsWith(key);
}

function isAt(cell: PlacedCell, place: Place): boolean {
  return (
    cell.page === place.page &&
    cell.left <= place.left + 1 &&
    cell.right >= place.right - 1 &&
    cell.top <= place.top + 1 &&
    cell.bottom >= place.bottom - 1
  );
}
