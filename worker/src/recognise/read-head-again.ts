import type { Word } from '@smart-accounting/worker-contract';
import { greySharp, toGreyRaster, type GreyRaster } from './raster.ts';
import { groupLines } from './reading-order.ts';
import type { Recognise } from './read-picture.ts';

/** The head of a receipt ends below so many lines of text; it is never more than this share of its height. */
const headLines = 6;
const largestHead = 0.35;
/** A line of text has at least so many letters and digits, and is more likely right than wrong. */
const leastLetters = 3;
const legibleConfidence = 0.6;
/** Enlarged and softened the same print is read anew: what was taken for another letter once, rarely is twice. */
const headWidthPx = 1500;
const softening = 1.5;
/** What two readings do not agree on has this share of its confidence: such a name is never certain. */
const unconfirmed = 0.5;

/**
 * Reads the head of a receipt, where the shop and its numbers stand, a second time. Words that both readings have keep
 * their confidence; of lines that differ the better reading counts, and the words that differ lose half of theirs.
 * @param raster the receipt, upright and level
 * @param words what was read of it, as fractions of the raster
 */
export async function readHeadAgain(
  raster: GreyRaster,
  words: readonly Word[],
  recognise: Recognise,
): Promise<Word[]> {
  const bottom = bottomOfHead(words);
  const height = Math.round(bottom * raster.height);
  if (height === 0) return [...words];
  const scale = headWidthPx / raster.width;
  const head = greySharp(raster)
    .extract({ left: 0, top: 0, width: raster.width, height })
    .resize(headWidthPx, Math.max(1, Math.round(height * scale)), { fit: 'fill' })
    .blur(softening);
  const { words: again } = await recognise(await toGreyRaster(head), 'receipt');
  const share = height / raster.height;
  const placed = again.map((word) => ({ ...word, y: word.y * share, height: word.height * share }));
  const isInHead = (word: Word) => word.y + word.height <= share;
  return [...agreed(words.filter(isInHead), placed), ...words.filter((word) => !isInHead(word))];
}

/** Where the head ends, as a fraction of the height. */
function bottomOfHead(words: readonly Word[]): number {
  const lines = linesOf(words).filter(isText);
  const last = lines[headLines - 1] ?? lines.at(-1);
  if (!last) return 0;
  const { bottom } = extentOf(last);
  return Math.min(largestHead, bottom + 0.2 * heightOf(last));
}

/** What two readings of the same lines have in common, and the better one of what they have not. */
export function agreed(first: readonly Word[], second: readonly Word[]): Word[] {
  const [lines, others] = [linesOf(first), linesOf(second)];
  const merged = lines.flatMap((line) => {
    const other = others.find((one) => isSameLine(one, line));
    return other ? better(line, other) : line.map(doubted);
  });
  const added = others.filter(
    (line) => isText(line) && !lines.some((one) => isSameLine(one, line)),
  );
  return [...merged, ...added.flatMap((line) => line.map(doubted))];
}

function better(line: readonly Word[], other: readonly Word[]): Word[] {
  const [chosen, rejected] =
    meanConfidence(other) > meanConfidence(line) ? [other, line] : [line, other];
  return chosen.map((word) => {
    const same = rejected.find((one) => plain(one.text) === plain(word.text));
    if (!same) return doubted(word);
    return { ...word, confidence: Math.max(word.confidence, same.confidence) };
  });
}

function doubted(word: Word): Word {
  return { ...word, confidence: word.confidence * unconfirmed };
}

function isSameLine(a: readonly Word[], b: readonly Word[]): boolean {
  const [one, other] = [extentOf(a), extentOf(b)];
  const common = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return common > 0.5 * Math.min(heightOf(a), heightOf(b));
}

function isText(line: readonly Word[]): boolean {
  const letters = line.reduce((sum, { text }) => sum + plain(text).length, 0);
  return letters >= leastLetters && meanConfidence(line) >= legibleConfidence;
}

function meanConfidence(line: readonly Word[]): number {
  const letters = line.reduce((sum, { text }) => sum + text.length, 0);
  return line.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
}

function plain(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

function linesOf(words: readonly Word[]): Word[][] {
  return groupLines(words, ({ x, y, height }) => ({ left: x, top: y, bottom: y + height }));
}

function extentOf(line: readonly Word[]): { readonly top: number; readonly bottom: number } {
  const top = line.reduce((least, { y }) => Math.min(least, y), Infinity);
  const bottom = line.reduce((most, { y, height }) => Math.max(most, y + height), 0);
  return { top, bottom };
}

function heightOf(line: readonly Word[]): number {
  const { top, bottom } = extentOf(line);
  return bottom - top;
}
