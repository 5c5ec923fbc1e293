import type { Box, Word } from '@smart-accounting/worker-contract';
import type { QuarterTurns } from './orientation.ts';
import { gapTolerance, joinLetterspaced } from './letterspaced-words.ts';
import type { Character, PageContent } from './pdfium-page.ts';
import { inReadingOrder } from './reading-order.ts';

/** A page's text layer as words of the upright page, and the clockwise quarter turns that made it upright. */
export interface TextLayer {
  readonly turns: QuarterTurns;
  readonly words: Word[];
  /** where words stand whose font does not say which letters they are */
  readonly unmapped: Box[];
}

/** A gap larger than this share of the line's height separates words where the file has no space between them. */
const wordGap = 0.22;
/**
 * How far a character may overlap the one before it, as a share of the line's height (kerning, bold by double
 * printing).
 */
const maxOverlap = 0.5;

/**
 * Joins the characters of a text layer into words. The direction of most of the text decides which way is up; text that
 * runs in another direction (a note along the margin) is left out, since it would fall apart into single letters.
 */
export function wordsOfTextLayer({ characters, widthPt, heightPt }: PageContent): TextLayer {
  const textTurns = mostFrequentTurns(characters);
  const turns = opposite(textTurns);
  const sideways = turns % 2 === 1;
  const unit = { x: sideways ? heightPt : widthPt, y: sideways ? widthPt : heightPt };
  const words: Word[] = [];
  const unmapped: Box[] = [];
  let current: Character[] = [];
  const finish = () => {
    if (current.every(({ mapped }) => mapped)) {
      if (current.length > 0) words.push(wordOf(current));
    } else if (!current.every(({ hidden }) => hidden)) {
      unmapped.push(boxAround(current));
    }
    current = [];
  };
  for (const character of characters) {
    if (character.turns !== textTurns) continue;
    const upright = turned(character, turns);
    const previous = current.at(-1);
    if (previous && !continues(previous, upright, unit)) finish();
    if (character.mapped && isBlank(upright.text)) finish();
    else current.push(upright);
  }
  finish();
  const ordered = inReadingOrder(words.filter(isNearPage));
  const page = { width: unit.x, height: unit.y };
  return { turns, words: joinLetterspaced(ordered, page, gapTolerance.ofTextLayer), unmapped };
}

function mostFrequentTurns(characters: readonly Character[]): QuarterTurns {
  const counts = [0, 0, 0, 0];
  for (const { turns, text } of characters)
    if (!isBlank(text)) counts[turns] = (counts[turns] ?? 0) + 1;
  const most = counts.indexOf(Math.max(...counts));
  return most === 1 || most === 2 || most === 3 ? most : 0;
}

function opposite(turns: QuarterTurns): QuarterTurns {
  return turns === 1 ? 3 : turns === 3 ? 1 : turns;
}

/** The character after the page was rotated clockwise. */
function turned(character: Character, turns: QuarterTurns): Character {
  const { left, top, right, bottom } = character;
  if (turns === 1)
    return { ...character, left: 1 - bottom, top: left, right: 1 - top, bottom: right };
  if (turns === 2) {
    return { ...character, left: 1 - right, top: 1 - bottom, right: 1 - left, bottom: 1 - top };
  }
  if (turns === 3)
    return { ...character, left: top, top: 1 - right, right: bottom, bottom: 1 - left };
  return character;
}

/** Whether a character continues the word of the one before: on the same line, with hardly a gap. */
function continues(
  before: Character,
  after: Character,
  unit: { readonly x: number; readonly y: number },
): boolean {
  const height = (before.bottom - before.top) * unit.y;
  const gap = (after.left - before.right) * unit.x;
  const shift = Math.abs(middleOf(after) - middleOf(before)) * unit.y;
  return (
    before.hidden === after.hidden &&
    gap < wordGap * height &&
    gap > -maxOverlap * height &&
    shift < 0.5 * height
  );
}

function middleOf({ top, bottom }: Character): number {
  return (top + bottom) / 2;
}

function isBlank(text: string): boolean {
  return /^[\s\u00AD\u200B-\u200F\u2060\uFEFF\u0000-\u001F]*$/u.test(text);
}

function wordOf(characters: readonly Character[]): Word {
  return {
    // PDFium may return only one half of a surrogate pair, which is not valid text.
    text: characters
      .map(({ text }) => text)
      .join('')
      .toWellFormed()
      .normalize('NFKC'),
    confidence: 1,
    ...boxAround(characters),
    ...(characters.every(({ hidden }) => hidden) && { hidden: true }),
  };
}

function boxAround(characters: readonly Character[]): Box {
  const x = Math.min(...characters.map(({ left }) => left));
  const y = Math.min(...characters.map(({ top }) => top));
  return {
    x,
    y,
    width: Math.max(...characters.map(({ right }) => right)) - x,
    height: Math.max(...characters.map(({ bottom }) => bottom)) - y,
  };
}

/** Beside the page nothing can be seen; what is farther away than its size is not worth telling. */
function isNearPage({ x, y, width, height, hidden }: Word): boolean {
  if (x + width > 0 && y + height > 0 && x < 1 && y < 1) return true;
  return hidden === true && x > -1 && y > -1 && x + width < 2 && y + height < 2;
}
