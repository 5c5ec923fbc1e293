import type { TextBlock, PlacedCell } from '../layout/find-text-blocks.ts';
import type { DocumentFacts } from '../document-facts.ts';
import type { Label } from '../find-labels.ts';
import type { Line } from '../layout/layout.ts';
import { isContactLine, isPostalLine, isStreetLine } from '../patterns/address.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { endOfLegalForm, hasLegalForm, repairedLegalForm } from '../rules/legal-forms.ts';
import { isDocumentTitle, isSentence } from '../rules/not-names.ts';
import { spanOf, type Span } from '../layout/text-span.ts';
import { onLine } from '../layout/position-index.ts';
import { boundingBox, heightOf } from '../layout/rect.ts';

/** A text that may be the name of a company or person. */
export interface NameSpan extends Span {
  readonly name: string;
  /** the name reduced to plain letters and digits: the same for all its spellings */
  readonly key: string;
}

/** The separators in a sender line: `Firm · Street 1 · 1234 AB Place`. */
const separator = /\s+[-–—|•·●*/]\s+|\s*[•·●|]\s*|,\s+(?=\p{L}|\d)/u;

/** A house number followed by a postcode: an address in one line whose separators were not recognised. */
const numberAndPostcode =
  /(?<!\d\s?)\d{1,4}\s?\p{L}?,?\s+(?:[A-Z]{1,2}[- ])?\d{4,5}\s?(?:[A-Z]{2}\b)?\s+\p{Lu}/u;

/** Whether a cell contains a whole address in one line, like the sender above the address in a window envelope. */
export function isSenderLine({ text }: PlacedCell): boolean {
  const [first = '', ...rest] = text.split(separator);
  const hasParts =
    rest.length >= 2 && rest.some((part) => isPostalLine(part) || isStreetLine(part));
  return (
    (hasParts && /\p{L}{2}/u.test(first)) ||
    (/^\p{L}{2}/u.test(text) && numberAndPostcode.test(text))
  );
}

/** The name at the start of a sender line, or null when it is not clear where the name ends. */
export function senderLineName(cell: PlacedCell): NameSpan | null {
  const [first = '', ...rest] = cell.text.split(separator);
  const end = rest.length >= 2 ? first.length : endOfLegalForm(cell.text);
  return end === null ? null : nameIn(cell, 0, end);
}

/** The name at the start of a cell, without an address or number that may follow, or null. */
export function leadingName(cell: PlacedCell): NameSpan | null {
  const parts = cell.text.split(separator);
  const first = parts[0] ?? '';
  const rest = parts.slice(1).join(' ');
  const cut =
    rest !== '' &&
    (isPostalLine(rest) || isStreetLine(rest) || isContactLine(rest) || /\d/.test(rest));
  return nameIn(cell, 0, cut ? first.length : cell.text.length);
}

/** A whole line as a name, however wide its gaps, or null: till receipts centre their text and spread out its words. */
export function nameOfLine(line: Line): NameSpan | null {
  const first = line.cells[0];
  const last = line.cells.at(-1);
  if (!first || !last) return null;
  const name = nameIn({ ...first, line, index: 0 }, 0, first.text.length);
  if (line.cells.length === 1 || !name) return name;
  const text = line.cells.map((cell) => cell.text).join(' ');
  const whole = text.replace(/[\s,.:;-]+$/u, '');
  return looksLikeName(whole)
    ? { ...name, ...boundingBox([first, last]), name: whole, text: whole, key: nameKey(whole) }
    : name;
}

/** A name that goes on in the next line. */
export function joinedNames(first: NameSpan, next: Line): NameSpan {
  const cells = next.cells.map(({ text }) => text).join(' ');
  const name = repairedLegalForm(withoutRegisterNumber(`${first.name} ${cells}`));
  const tokens = [...first.tokens, ...next.cells.flatMap((cell) => cell.tokens)];
  const confidence = Math.min(...tokens.map((token) => token.confidence));
  const place = boundingBox([first, next]);
  return { ...first, ...place, tokens, confidence, name, text: name, key: nameKey(name) };
}

/** The name after a label in the same cell, or null. */
export function nameAfter(cell: PlacedCell, label: Label): NameSpan | null {
  const start = cell.tokens
    .slice(0, label.endToken)
    .reduce((sum, { text }) => sum + text.length + 1, 0);
  return nameIn(cell, start, cell.text.length);
}

/** A part of a cell as a name, or null when it does not look like one. */
export function nameIn(cell: PlacedCell, start: number, end: number): NameSpan | null {
  const raw = withoutRegisterNumber(cell.text.slice(start, end));
  const printed = raw.replace(/^[\s:;,.|"'„“-]+|[\s:;,|"'„“-]+$/gu, '');
  const name = repairedLegalForm(printed);
  if (!looksLikeName(name)) return null;
  const from = start + raw.indexOf(printed);
  const span = spanOf(cell.line, cell.index, from, from + printed.length);
  return span && { ...span, name, key: nameKey(name) };
}

/** In some countries the register number follows the name in brackets, which may have been misread. */
function withoutRegisterNumber(text: string): string {
  return text.replace(/\s*[({[](?=(?:[^)}\]]*\d){3})[^)}\]]*[)}\]]?\s*$/u, '');
}

/** The plain letters and digits of a name, for comparing names. */
export function nameKey(name: string): string {
  return plainWords(name).join('');
}

/** Whether a text looks like a name: mostly letters, capitalised, not too long, and not an address or contact line. */
export function looksLikeName(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const digits = text.match(/\d/g)?.length ?? 0;
  if (letters < 3 || text.length > 70 || digits > letters / 2) return false;
  if (!/^[\p{Lu}\d]/u.test(text) && !hasLegalForm(text)) return false;
  if (isContactLine(text) || isStreetLine(text) || isPostalLine(text)) return false;
  if (isSentence(text) || isDocumentTitle(text)) return false;
  return text.split(/\s+/).length <= 9 && !/[?!:;=]|\d[.,]\d{2}\b/.test(text);
}

/** Whether a cell begins with a label, and so is not a name. */
export function beginsWithLabel(cell: PlacedCell, { labels }: DocumentFacts): boolean {
  const label = onLine(labels, cell.line).find(
    (candidate) =>
      candidate.cell === cell.index && candidate.firstToken === 0 && candidate.name !== 'date_word',
  );
  if (!label) return false;
  const whole = label.endToken === cell.tokens.length || label.text.endsWith(':');
  return whole || !hasLegalForm(cell.text);
}

/** Whether a block is an address: a line with postcode and town, with at least one line above it. */
export function isAddress(block: TextBlock): boolean {
  return (
    block.cells.length >= 2 && block.cells.slice(1).some((cell) => isPostalLine(textAround(cell)))
  );
}

/** A cell with the next one when that is close: the post office wants two spaces between postcode and town. */
function textAround(cell: PlacedCell): string {
  const next = cell.line.cells[cell.index + 1];
  const isNear = next && next.left - cell.right < 2.5 * heightOf(cell);
  return isNear ? `${cell.text} ${next.text}` : cell.text;
}

/** How far contact lines may be below the address they belong to, in points. */
const detailGap = 22;

/** Whether a block, or one right below it, says how to contact or pay a company: usually about the sender itself. */
export function hasOwnDetails(
  block: TextBlock,
  blocks: readonly TextBlock[],
  facts: DocumentFacts,
): boolean {
  const below = blocks.filter(
    (other) =>
      other.page === block.page &&
      Math.abs(other.left - block.left) < 5 &&
      other.top - block.bottom > 0 &&
      other.top - block.bottom < detailGap,
  );
  return [block, ...below].some((part) => containsOwnDetails(part, facts));
}

function containsOwnDetails(block: TextBlock, facts: DocumentFacts): boolean {
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
