import type { Block, PlacedCell } from './blocks.ts';
import type { DocumentFacts } from './document-facts.ts';
import type { Label } from './find-labels.ts';
import { around, heightOf, type Line } from './layout.ts';
import { isContactLine, isPostalLine, isStreetLine } from './patterns/address.ts';
import { plainWords } from './patterns/plain-letters.ts';
import { endOfLegalForm, hasLegalForm } from './rules/legal-forms.ts';
import { spanOf, type Span } from './text-span.ts';
import { onLine } from './by-place.ts';

/** A text that may be the name of a party. */
export interface NameSpan extends Span {
  readonly name: string;
  /** the same for all spellings of a name: plain letters and digits */
  readonly key: string;
}

/** Signs between the parts of a sender's line: `Firm · Street 1 · 1234 AB Place`. */
const partSign = /\s+[-–—|•·●*/]\s+|\s*[•·●|]\s*|,\s+(?=\p{L}|\d)/u;

/** House number and postcode behind each other: an address in one row whose points were not recognised. */
const numberAndPostcode =
  /(?<!\d\s?)\d{1,4}\s?\p{L}?,?\s+(?:[A-Z]{1,2}[- ])?\d{4,5}\s?(?:[A-Z]{2}\b)?\s+\p{Lu}/u;

/** Whether a cell sets a whole address in one row, as over the window of an envelope. */
export function isSenderLine({ text }: PlacedCell): boolean {
  const [first = '', ...rest] = text.split(partSign);
  const hasParts =
    rest.length >= 2 && rest.some((part) => isPostalLine(part) || isStreetLine(part));
  return (
    (hasParts && /\p{L}{2}/u.test(first)) ||
    (/^\p{L}{2}/u.test(text) && numberAndPostcode.test(text))
  );
}

/** The sender's name at the start of such a row, or null where it cannot be told from the street. */
export function senderLineName(cell: PlacedCell): NameSpan | null {
  const [first = '', ...rest] = cell.text.split(partSign);
  const end = rest.length >= 2 ? first.length : endOfLegalForm(cell.text);
  return end === null ? null : nameIn(cell, 0, end);
}

/** The name at the start of a cell, without the address or number that may follow in it. */
export function leadingName(cell: PlacedCell): NameSpan | null {
  const parts = cell.text.split(partSign);
  const first = parts[0] ?? '';
  const rest = parts.slice(1).join(' ');
  const cut =
    rest !== '' &&
    (isPostalLine(rest) || isStreetLine(rest) || isContactLine(rest) || /\d/.test(rest));
  return nameIn(cell, 0, cut ? first.length : cell.text.length);
}

/** The name that a line is, however wide the gaps in it: till receipts centre and space their words. */
export function nameOfLine(line: Line): NameSpan | null {
  const first = line.cells[0];
  const last = line.cells.at(-1);
  if (!first || !last) return null;
  const name = nameIn({ ...first, line, index: 0 }, 0, first.text.length);
  if (line.cells.length === 1 || !name) return name;
  const text = line.cells.map((cell) => cell.text).join(' ');
  const whole = text.replace(/[\s,.:;-]+$/u, '');
  return looksLikeName(whole)
    ? { ...name, ...around([first, last]), name: whole, text: whole, key: keyOf(whole) }
    : name;
}

/** What follows a label in its cell. */
export function nameAfter(cell: PlacedCell, label: Label): NameSpan | null {
  const start = cell.tokens
    .slice(0, label.endToken)
    .reduce((sum, { text }) => sum + text.length + 1, 0);
  return nameIn(cell, start, cell.text.length);
}

/** The part of a cell as a name, when it looks like one. */
export function nameIn(cell: PlacedCell, start: number, end: number): NameSpan | null {
  // Registers abroad print their number in brackets behind the name.
  const raw = cell.text.slice(start, end).replace(/\s*\([^)]*\d{3}[^)]*\)?\s*$/u, '');
  const name = raw.replace(/^[\s:;,.|"'„“-]+|[\s:;,|"'„“-]+$/gu, '');
  if (!looksLikeName(name)) return null;
  const from = start + raw.indexOf(name);
  const span = spanOf(cell.line, cell.index, from, from + name.length);
  return span && { ...span, name, key: keyOf(name) };
}

/** Plain letters and digits of a name, to compare it with others. */
export function keyOf(name: string): string {
  return plainWords(name).join('');
}

export function looksLikeName(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\d/g)?.length ?? 0;
  if (letters < 3 || text.length > 70 || digits > letters / 2) return false;
  if (!/^[\p{Lu}\d]/u.test(text) && !hasLegalForm(text)) return false;
  if (isContactLine(text) || isStreetLine(text) || isPostalLine(text)) return false;
  return text.split(/\s+/).length <= 9 && !/[?!:;=]|\d[.,]\d{2}\b/.test(text);
}

/** Whether the cell begins with words that say what follows, and so is no name. */
export function beginsWithLabel(cell: PlacedCell, { labels }: DocumentFacts): boolean {
  const label = onLine(labels, cell.line).find(
    (candidate) =>
      candidate.cell === cell.index && candidate.firstToken === 0 && candidate.name !== 'date_word',
  );
  if (!label) return false;
  const whole = label.endToken === cell.tokens.length || label.text.endsWith(':');
  return whole || !hasLegalForm(cell.text);
}

/** Whether a block is an address: a place with its postcode, and something above it. */
export function isAddress(block: Block): boolean {
  return (
    block.cells.length >= 2 && block.cells.slice(1).some((cell) => isPostalLine(textAround(cell)))
  );
}

/** A cell with the next one, when that is near: the post wants two spaces between postcode and place. */
function textAround(cell: PlacedCell): string {
  const next = cell.line.cells[cell.index + 1];
  const isNear = next && next.left - cell.right < 2.5 * heightOf(cell);
  return isNear ? `${cell.text} ${next.text}` : cell.text;
}

/** Contact lines may stand a little below the address they belong to, in points. */
const detailGap = 22;

/** Whether a block tells how to reach or pay a firm: what firms print of themselves. */
export function hasOwnDetails(
  block: Block,
  blocks: readonly Block[],
  facts: DocumentFacts,
): boolean {
  const below = blocks.filter(
    (other) =>
      other.page === block.page &&
      Math.abs(other.left - block.left) < 5 &&
      other.top - block.bottom > 0 &&
      other.top - block.bottom < detailGap,
  );
  return [block, ...below].some((part) => tellsOwnDetails(part, facts));
}

function tellsOwnDetails(block: Block, facts: DocumentFacts): boolean {
  const inBlock = ({ line, cell }: { line: PlacedCell['line']; cell: number }) =>
    block.cells.some((own) => own.line === line && own.index === cell);
  return (
    block.cells.some(({ text }) => isContactLine(text)) ||
    facts.ibans.some((iban) => iban.valid && inBlock(iban)) ||
    facts.kvkNumbers.some(
      (number) =>
        inBlock(number) &&
        facts.labels.some((label) => label.name === 'kvk_number' && label.line === number.line),
    )
  );
}
