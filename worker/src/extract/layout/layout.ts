import type { Page } from '@smart-accounting/worker-contract';
import { groupLines } from '../../recognise/reading-order.ts';
import { joinTornNumbers, mendColons } from './mend-torn-words.ts';
import { boundingBox, heightOf, type Rect } from './rect.ts';

/** A word, or a part of one that is a label with its value: `Nr:12` and `n°12` are two tokens each. */
export interface Token extends Rect {
  readonly text: string;
  /** 0 to 1, with which the word was recognised */
  readonly confidence: number;
  readonly page: number;
}

/** Tokens next to each other with no more than a space or two between them. */
export interface Cell extends Rect {
  readonly page: number;
  readonly tokens: readonly Token[];
  readonly text: string;
}

/** The cells at one height of a page, from left to right. */
export interface Line extends Rect {
  readonly page: number;
  readonly index: number;
  readonly cells: readonly Cell[];
}

/** The lines of all pages, from the top of the first page to the bottom of the last. */
export interface Layout {
  readonly lines: readonly Line[];
  readonly pages: ReadonlyMap<number, { readonly width: number; readonly height: number }>;
  /** whether words were recognised from pixels, and so may have wrong letters */
  readonly recognised: boolean;
}

/** A gap wider than this multiple of the text height begins a new cell. */
const cellGap = 1.3;
const bulletGap = 3;
/**
 * Recognised words are only as high as their letters, those of a text layer as high as their line. Recognised ones are
 * extended by these shares of the letter height.
 */
const above = 0.25;
const below = 0.2;

/**
 * An invoice has some hundred words per page, the densest terms and conditions two thousand. Anything beyond these
 * limits is malicious: such pages are skipped, and such words are cut off.
 */
const maxWordsPerPage = 3000;
const maxWords = 120_000;
const maxWordLength = 120;
const maxWordsPerCell = 80;

/** Arranges the words of all pages into lines and cells. */
export function buildLayout(pages: readonly Page[]): Layout {
  const lines = worthReading(pages).flatMap(linesOf);
  return {
    lines: lines.map((tokens, index) => lineOf(tokens, index)),
    pages: new Map(
      pages.map((page) => [page.number, { width: page.widthPt, height: page.heightPt }]),
    ),
    recognised: pages.some(({ source }) => source === 'recognised'),
  };
}

function linesOf(page: Page): Token[][] {
  const tokens = tokensOf(page);
  if (page.source !== 'recognised') return groupLines(tokens, (token) => token);
  return groupLines(mendColons(tokens), (token) => token).map(joinTornNumbers);
}

function worthReading(pages: readonly Page[]): Page[] {
  let words = 0;
  return pages.filter((page) => {
    const isShort = page.words.length <= maxWordsPerPage;
    if (isShort) words += page.words.length;
    return isShort && words <= maxWords;
  });
}

function tokensOf(page: Page): Token[] {
  const grow = page.source === 'recognised' ? medianHeight(page) : 0;
  return page.words.flatMap((word) => {
    const left = word.x * page.widthPt;
    const width = word.width * page.widthPt;
    const height = word.height * page.heightPt;
    const top = word.y * page.heightPt - above * Math.min(grow, height);
    const bottom = (word.y + word.height) * page.heightPt + below * Math.min(grow, height);
    let at = 0;
    return splitAtLabel(word.text.slice(0, maxWordLength)).map((text) => {
      const token = {
        text,
        confidence: word.confidence,
        page: page.number,
        left: left + (width * at) / word.text.length,
        right: left + (width * (at + text.length)) / word.text.length,
        top,
        bottom,
      };
      at += text.length;
      return token;
    });
  });
}

function medianHeight({ words, heightPt }: Page): number {
  const heights = words.map(({ height }) => height * heightPt).sort((a, b) => a - b);
  return heights[Math.floor(heights.length / 2)] ?? 0;
}

/** A label and its value in one word: `Kundennummer:2`, but not `12:30` or `https://x`. */
const labelWithColon = /^(.*[\p{L}.)]:)([^/].*)$/u;
/** A word for number and the number itself: `n°562044387`, `Rechnungs-Nr.2026-17`, `Factuur#12`. */
const numberWithWord =
  /^((?:\p{L}[\p{L}.-]*)?(?:\bn[°º]\.?|№|\b(?:nr|no|num)\.|nummer|numero|number|\p{L}nr\.|(?:\p{L}|^)#))(\p{Lu}{0,4}[-/]?\d.*)$/iu;

/** Splits a word that is a label together with its value. */
function splitAtLabel(text: string): string[] {
  const match = labelWithColon.exec(text) ?? numberWithWord.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? [match[1], match[2]] : [text];
}

function lineOf(tokens: readonly Token[], index: number): Line {
  const cells: Token[][] = [];
  for (const token of tokens) {
    const cell = cells.at(-1);
    const before = cell && cell.length < maxWordsPerCell ? cell.at(-1) : undefined;
    const gap = isBullet(before) || isBullet(token) ? bulletGap : cellGap;
    if (before && token.left - before.right < gap * textHeight(before, token)) {
      cell?.push(token);
    } else {
      cells.push([token]);
    }
  }
  return {
    ...boundingBox(tokens),
    page: tokens[0]?.page ?? 1,
    index,
    cells: cells.map(cellOf),
  };
}

/** A bullet between the parts of an address in one line: it joins them in one cell even if they are further apart. */
function isBullet(token: Token | undefined): boolean {
  return token !== undefined && /^[•·●∙|]$/u.test(token.text);
}

function textHeight(a: Token, b: Token): number {
  return Math.max(heightOf(a), heightOf(b));
}

function cellOf(tokens: readonly Token[]): Cell {
  return {
    ...boundingBox(tokens),
    page: tokens[0]?.page ?? 1,
    tokens,
    text: tokens.map(({ text }) => text).join(' '),
  };
}
