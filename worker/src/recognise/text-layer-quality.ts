import type { Word } from '@smart-accounting/worker-contract';
import type { PageContent } from './pdfium-page.ts';
import { wordsOfTextLayer } from './text-layer-words.ts';

/** A page with fewer words than this is recognised from its pixels when images cover more than this share of it. */
const minWords = 30;
const coveringPicture = 0.5;
/** Text that is mostly hidden belongs to a scan when images cover more than this share of the page. */
const scannedPicture = 0.2;
const minPlausibleShare = 0.7;
/** In every language we read at least three in ten letters of an invoice are vowels. */
const minVowelShare = 0.25;
const minLetters = 100;
const vowels = /[aeiouyàâäéèêëïîôöùûüœæøåáíóúýąęőűìò]/giu;

/**
 * What words on an invoice look like, in any European language. Text in a font without a correct mapping to Unicode
 * comes out as other letters and symbols, and rarely matches.
 */
const plausibleForms = [
  /^\p{Lu}?\p{Ll}+$/u, // word, Word
  /^\p{Lu}+$/u, // WORD
  /^\p{L}[\p{L}.&'’-]*$/u, // B.V., e-mail, l'eau, McDonald
  /^[+-]?[€$£]?\d[\d.,:'/ -]*[%€$£-]?$/u, // 1.234,56  24-11-2026  12:30
  /^[\p{L}\d]+([-./_@:#&+][\p{L}\d]+)*$/u, // INV-2026/17, info@firm.nl
];

/** Punctuation around a word: more than two characters on one side are something else. */
const surroundings = /^[("'“„«#€$£*•·–—|+-]{1,2}|[)"'”“».,:;!?*€$£%|+-]{1,2}$/gu;

/** Of so few letters nothing can be told: the bullets and arrows of a symbol font are no words, and none are needed. */
const minLettersOfFont = 8;

/**
 * The content with all characters of a font marked as unmapped when what they say is no text in any language: its
 * glyphs are numbered, and come out as other letters and signs.
 */
export function withFontsJudged(content: PageContent): PageContent {
  const byFont = Map.groupBy(content.characters, ({ font }) => font);
  byFont.delete(0);
  // Of a page in a single font it is judged as a whole whether it can be used.
  if (byFont.size < 2) return content;
  const misread = new Set<number>();
  for (const [font, characters] of byFont) {
    const { words } = wordsOfTextLayer({ ...content, characters });
    const letters = words.reduce((sum, { text }) => sum + text.length, 0);
    if (letters < minLettersOfFont) continue;
    if (plausibleShare(words) < minPlausibleShare || !hasVowels(words)) misread.add(font);
  }
  if (misread.size === 0) return content;
  const characters = content.characters.map((character) =>
    misread.has(character.font) && character.text.trim() !== ''
      ? { ...character, mapped: false }
      : character,
  );
  return { ...content, characters };
}

/**
 * Whether a page's text layer says what a person sees on the page. Hidden text does not count, such as that of a
 * scanner's OCR: we recognise its image ourselves, and then know how confident we are of each word.
 */
export function isTextLayerUsable(page: PageContent, words: readonly Word[]): boolean {
  const visible = words.filter((word) => !word.hidden);
  if (visible.length === 0) return false;
  if (visible.length < minWords && page.pictureShare > coveringPicture) return false;
  const hidden = page.characters.filter((character) => character.hidden).length;
  const isScan = visible.length < minWords || page.pictureShare > scannedPicture;
  if (hidden > page.characters.length / 2 && isScan) return false;
  const unmapped = page.characters.filter(({ mapped }) => !mapped).length;
  if (unmapped > page.characters.length / 10) return false;
  return plausibleShare(visible) >= minPlausibleShare && hasVowels(visible);
}

/**
 * Whether the text has as many vowels as any language. Subset fonts without a character map number their glyphs by
 * position, and then each letter is read as the one 29 places before it.
 */
function hasVowels(words: readonly Word[]): boolean {
  const letters = words.map(({ text }) => text.replaceAll(/\P{L}/gu, '')).join('');
  const count = letters.match(vowels)?.length ?? 0;
  return letters.length < minLetters || count >= minVowelShare * letters.length;
}

/** The share of the characters that belong to plausible words. */
function plausibleShare(words: readonly Word[]): number {
  let all = 0;
  let plausible = 0;
  for (const { text } of words) {
    const core = text.replace(surroundings, '');
    all += text.length;
    if (core === '' ? text.length === 1 : isPlausible(core)) plausible += text.length;
  }
  return all === 0 ? 0 : plausible / all;
}

function isPlausible(text: string): boolean {
  if (!plausibleForms.some((form) => form.test(text))) return false;
  return !/^\p{L}{5,}$/u.test(text) || text.search(vowels) >= 0;
}
