import type { DocumentFacts } from '../document-facts.ts';
import type { Line } from '../layout/layout.ts';
import { boundingBox } from '../layout/rect.ts';
import { isContactLine, isPostalLine, isStreetLine } from '../patterns/address.ts';
import { beginsWithLegalForm, hasLegalForm } from '../rules/legal-forms.ts';
import { supplierWeights, type NameEvidence } from './name-evidence.ts';
import { joinedNames, nameIn, nameOfLine, type NameSpan } from './party-names.ts';

/** A receipt has at least so many lines; the name of the shop is within as many of its top. */
const headLines = 8;
/** The mean confidence of the words of a line that were printed and read; what two readings differ in has half of it. */
const minLegibility = 0.42;
/**
 * The largest width of a receipt in letter heights: a till prints about forty letters per line, an A4 page twice as
 * many.
 */
const maxWidth = 36;

/** Whether a document is as narrow as what a till prints. */
function isReceipt({ layout: { lines }, letterHeight }: DocumentFacts): boolean {
  const text = boundingBox(lines);
  return lines.length >= headLines && text.right - text.left < maxWidth * letterHeight;
}

/** Whether a picture shows such a document; a page of text that is as narrow may be any. */
export function isRecognisedReceipt(facts: DocumentFacts): boolean {
  return facts.layout.recognised && isReceipt(facts);
}

/**
 * The names on a till receipt. It begins with the name of the shop, above its address and numbers; where a firm with a
 * legal form stands there, too, that is the shop. What the receipt thanks for a visit is the shop again.
 */
export function namesOnReceipt(facts: DocumentFacts): NameEvidence[] {
  if (!isReceipt(facts)) return [];
  const head = facts.layout.lines.slice(0, headLines).filter(isLegible);
  const end = head.findIndex((line) => isDetail(line, facts));
  const above = end === -1 ? head : head.slice(0, end);
  const names = namesOf(above.filter((line) => !isLabelled(line, facts)));
  const hasFirm = names.some(({ name }) => hasLegalForm(name));
  const bounded = end === -1 ? 0 : supplierWeights.aboveAddressOfReceipt;
  const ofHead = names.map((name, index): NameEvidence => {
    const isShop = hasFirm ? hasLegalForm(name.name) : index === 0;
    const weight = isShop ? supplierWeights.topOfReceipt : supplierWeights.nearTopOfReceipt;
    return { name, supplier: weight + bounded, customer: 0 };
  });
  return [...ofHead, ...namedByVisits(facts)];
}

/** The names in phrases as `Bedankt voor uw bezoek aan De Vlijt`. */
function namedByVisits({ layout }: DocumentFacts): NameEvidence[] {
  return layout.lines.flatMap((line) =>
    line.cells.flatMap((cell, index) => {
      const phrase = visit.exec(cell.text);
      const start = phrase ? phrase.index + phrase[0].length : cell.text.length;
      const name = nameIn({ ...cell, line, index }, start, cell.text.length);
      return name ? [{ name, supplier: supplierWeights.namedByReceipt, customer: 0 }] : [];
    }),
  );
}

/** A name may go on in the next line: `POPULAR BOOKS`, `CO. LTD`. */
function namesOf(lines: readonly Line[]): NameSpan[] {
  const names: NameSpan[] = [];
  for (const line of lines) {
    const previous = names.at(-1);
    const text = textOf(line);
    if (visit.test(text)) continue;
    if (previous && beginsWithLegalForm(text) && !hasLegalForm(previous.name)) {
      names.splice(-1, 1, joinedNames(previous, line));
      continue;
    }
    const name = nameOfLine(line);
    if (name) names.push(name);
  }
  return names;
}

/** What a receipt says before the name of the shop. */
const visit =
  /\b(?:(?:bezoek aan|welkom bij|winkelen bij|welcome to|willkommen bei|bienvenue chez|einkauf bei|visite chez)|(?:visiting|shopping (?:at|with)|dining (?:at|with)))\s+/iu;
/** English and Malay addresses begin with the number of the lot, the floor or the street. */
const addressStart = /^(?:no|lot|unit|level|shop|suite|floor|jalan|jln)\b.{0,8}\d/iu;
/** `Company Reg. No. : 725186-V`, `KvK 12345678` */
const registered =
  /\b(?:reg|registration|co|company|gst|vat|tax|btw|kvk|ust|tva|id|no|nr)\b.*\d{4}/iu;

/** Whether a line tells where the shop is, how to reach it or under which number it is registered. */
function isDetail(line: Line, facts: DocumentFacts): boolean {
  const text = textOf(line);
  const isFirm = hasLegalForm(text);
  return (
    isPostalLine(text) ||
    isContactLine(text) ||
    addressStart.test(text) ||
    (!isFirm && (isStreetLine(text) || registered.test(text))) ||
    facts.vatNumbers.some((number) => number.line === line) ||
    facts.kvkNumbers.some((number) => number.line === line && !isFirm)
  );
}

function textOf({ cells }: Line): string {
  return cells.map(({ text }) => text).join(' ');
}

function isLabelled(line: Line, { labels }: DocumentFacts): boolean {
  const label = labels.find((other) => other.line === line && other.firstToken === 0);
  return label !== undefined && label.name !== 'date_word';
}

/** Whether most words of a line were recognised well: handwriting and stamps are not. */
function isLegible({ cells }: Line): boolean {
  const tokens = cells.flatMap((cell) => cell.tokens).filter(({ text }) => /\p{L}{2}/u.test(text));
  const letters = tokens.reduce((sum, { text }) => sum + text.length, 0);
  const sure = tokens.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0);
  return letters > 0 && sure / letters >= minLegibility;
}
