import type { Word } from '@smart-accounting/worker-contract';
import { groupLines } from './reading-order.ts';

/** Gaps between the letters of a word set apart are at most this share of their height; those of columns are wider. */
const widestGap = 0.9;
/** Capitals make a word from three on, small letters from four. */
const minCapitals = 3;
const minLetters = 4;
/** With digits or signs among them it takes more: `1 x 5 = 5` is no word. */
const minCharacters = 6;

/**
 * How much the gaps within a word may differ, as a share of its height: the boxes of a text layer are as wide as the
 * type was set, those of recognised letters only as wide as their ink.
 */
export const gapTolerance = { ofTextLayer: 0.12, ofRecognised: 0.3 } as const;

/**
 * Joins words that were set with their letters apart, `F A C T U U R` or `1 . 2 1 0 , 0 0`: single characters on one
 * line with gaps that are alike.
 * @param page its width and height in points, or any other unit
 */
export function joinLetterspaced(
  words: readonly Word[],
  page: { readonly width: number; readonly height: number },
  tolerance: number,
): Word[] {
  if (words.filter(isSingle).length < minCapitals) return [...words];
  const joined = new Map<Word, Word>();
  const taken = new Set<Word>();
  const lines = groupLines(words, ({ x, y, height }) => ({ left: x, top: y, bottom: y + height }));
  for (const run of lines.flatMap((line) => runsIn(line, page, tolerance))) {
    const [first] = run;
    if (!first || !isOneWord(run)) continue;
    for (const word of run) taken.add(word);
    joined.set(first, joinedWord(run));
  }
  return words.flatMap((word) => joined.get(word) ?? (taken.has(word) ? [] : [word]));
}

/** A character, perhaps with a colon after it. */
function isSingle({ text }: Word): boolean {
  return /^[\p{L}\p{N}.,:;/€+-]:?$/u.test(text);
}

function runsIn(
  line: readonly Word[],
  page: { readonly width: number; readonly height: number },
  tolerance: number,
): Word[][] {
  const runs: { words: Word[]; narrowest: number; widest: number }[] = [];
  for (const word of line) {
    if (!isSingle(word)) {
      runs.push({ words: [], narrowest: Infinity, widest: -Infinity });
      continue;
    }
    const run = runs.at(-1);
    const before = run?.words.at(-1);
    const height = Math.max(word.height, before?.height ?? 0) * page.height;
    const gap = before ? (word.x - before.x - before.width) * page.width : Infinity;
    const narrowest = Math.min(run?.narrowest ?? gap, gap);
    const widest = Math.max(run?.widest ?? gap, gap);
    const isSame = before?.hidden === word.hidden;
    if (run && before && isSame && gap > 0 && gap < widestGap * height) {
      if (widest - narrowest <= tolerance * height) {
        run.words.push(word);
        Object.assign(run, { narrowest, widest });
        continue;
      }
      // A gap wider than those before it is between two words; after a narrower one this letter and the last begin one.
      if (gap < run.narrowest) {
        run.words.pop();
        runs.push({ words: [before, word], narrowest: gap, widest: gap });
        continue;
      }
    }
    runs.push({ words: [word], narrowest: Infinity, widest: -Infinity });
  }
  return runs.map(({ words }) => words);
}

function isOneWord(run: readonly Word[]): boolean {
  const text = run.map((word) => word.text).join('');
  if (/^\p{Lu}+:?$/u.test(text)) return run.length >= minCapitals;
  if (/^\p{L}+:?$/u.test(text)) return run.length >= minLetters;
  return run.length >= minCharacters;
}

function joinedWord(run: readonly Word[]): Word {
  const [first] = run;
  if (!first) throw new RangeError('a word has letters');
  const y = Math.min(...run.map((word) => word.y));
  const right = Math.max(...run.map((word) => word.x + word.width));
  return {
    ...first,
    text: run.map((word) => word.text).join(''),
    confidence: Math.min(...run.map((word) => word.confidence)),
    y,
    width: right - first.x,
    height: Math.max(...run.map((word) => word.y + word.height)) - y,
  };
}
