import type { Page } from '@smart-accounting/worker-contract';
import { groupLines } from '../recognise/reading-order.ts';

/** A rectangle in points of the upright page. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A word, or the part of it before or after a colon (`Nr:12` are two). */
export interface Token extends Rect {
  readonly text: string;
  /** 0 to 1: how sure the reading of the word is */
  readonly confidence: number;
  readonly page: number;
}

/** Tokens beside each other with no more than a space or two between them. */
export interface Cell extends Rect {
  readonly page: number;
  readonly tokens: readonly Token[];
  readonly text: string;
}

/** What stands at one height of a page, from left to right. */
export interface Line extends Rect {
  readonly page: number;
  readonly index: number;
  readonly cells: readonly Cell[];
}

/** All pages as lines, from the first page's top to the last page's bottom. */
export interface Layout {
  readonly lines: readonly Line[];
  readonly pages: ReadonlyMap<number, { readonly width: number; readonly height: number }>;
  /** whether the words were recognised from pixels, and may have wrong letters */
  readonly recognised: boolean;
}

/** A gap wider than this share of the text's height begins another cell. */
const cellGap = 1.3;
const bulletGap = 3;
/** Recognised words are as high as their letters, those of a text layer as their line: shares of the letters' height. */
const above = 0.25;
const below = 0.2;

/**
 * An invoice has some hundred words a page, the densest terms of business two thousand. What is beyond was made to keep
 * us busy: such pages are not looked at, such words not to their end.
 */
const mostWordsOfPage = 3000;
const mostWords = 120_000;
const longestWord = 120;
const mostWordsOfCell = 80;

/** Arranges the words of all pages to lines and cells. */
export function layOut(pages: readonly Page[]): Layout {
  const lines = worthReading(pages).flatMap((page) => groupLines(tokensOf(page), (token) => token));
  return {
    lines: lines.map((tokens, index) => lineOf(tokens, index)),
    pages: new Map(
      pages.map((page) => [page.number, { width: page.widthPt, height: page.heightPt }]),
    ),
    recognised: pages.some(({ source }) => source === 'recognised'),
  };
}

function worthReading(pages: readonly Page[]): Page[] {
  let words = 0;
  return pages.filter((page) => {
    const isShort = page.words.length <= mostWordsOfPage;
    if (isShort) words += page.words.length;
    return isShort && words <= mostWords;
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
    return splitAtColon(word.text.slice(0, longestWord)).map((text) => {
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

/** `Kundennummer:2` is a label and its value; `12:30` and `https://x` are one word. */
function splitAtColon(text: string): string[] {
  const match = /^(.*[\p{L}.)]:)([^/].*)$/u.exec(text);
  return match?.[1] !== undefined && match[2] !== undefined ? [match[1], match[2]] : [text];
}

function lineOf(tokens: readonly Token[], index: number): Line {
  const cells: Token[][] = [];
  for (const token of tokens) {
    const cell = cells.at(-1);
    const before = cell && cell.length < mostWordsOfCell ? cell.at(-1) : undefined;
    const gap = isBullet(before) || isBullet(token) ? bulletGap : cellGap;
    if (before && token.left - before.right < gap * textHeight(before, token)) {
      cell?.push(token);
    } else {
      cells.push([token]);
    }
  }
  return {
    ...around(tokens),
    page: tokens[0]?.page ?? 1,
    index,
    cells: cells.map(cellOf),
  };
}

/** Points between the parts of a line that sets an address in one row: they join, however far apart. */
function isBullet(token: Token | undefined): boolean {
  return token !== undefined && /^[•·●∙|]$/u.test(token.text);
}

function textHeight(a: Token, b: Token): number {
  return Math.max(heightOf(a), heightOf(b));
}

function cellOf(tokens: readonly Token[]): Cell {
  return {
    ...around(tokens),
    page: tokens[0]?.page ?? 1,
    tokens,
    text: tokens.map(({ text }) => text).join(' '),
  };
}

/** The smallest rectangle around all. */
export function around(rects: readonly Rect[]): Rect {
  const all = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { left, top, right, bottom } of rects) {
    all.left = Math.min(all.left, left);
    all.top = Math.min(all.top, top);
    all.right = Math.max(all.right, right);
    all.bottom = Math.max(all.bottom, bottom);
  }
  return all;
}

export function middleOf({ top, bottom }: Rect): number {
  return (top + bottom) / 2;
}

export function heightOf({ top, bottom }: Rect): number {
  return bottom - top;
}
