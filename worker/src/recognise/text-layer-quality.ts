import type { Word } from '@smart-accounting/worker-contract';
import type { PageContent } from './pdfium-page.ts';

/** A page with fewer words than this is read from its picture, when one covers much of it. */
const fewWords = 30;
const coveringPicture = 0.5;
const leastPlausibleShare = 0.7;
/** Of the letters of an invoice at least three in ten are vowels, in all languages we read. */
const leastVowelShare = 0.25;
const enoughLetters = 100;
const vowels = /[aeiouyàâäéèêëïîôöùûüœæøåáíóúýąęőűìò]/giu;

/**
 * Forms that words of an invoice have, in any European language. Text of a font that does not say which character a
 * shape is comes out as other letters and signs, and seldom has one of them.
 */
const plausibleForms = [
  /^\p{Lu}?\p{Ll}+$/u, // word, Word
  /^\p{Lu}+$/u, // WORD
  /^\p{L}[\p{L}.&'’-]*$/u, // B.V., e-mail, l'eau, McDonald
  /^[+-]?[€$£]?\d[\d.,:'/ -]*[%€$£-]?$/u, // 1.234,56  24-11-2026  12:30
  /^[\p{L}\d]+([-./_@:#&+][\p{L}\d]+)*$/u, // INV-2026/17, info@firm.nl
];

/** Signs that stand around words; more than two at a side are no punctuation. */
const surroundings = /^[("'“„«#€$£*•·–—|+-]{1,2}|[)"'”“».,:;!?*€$£%|+-]{1,2}$/gu;

/**
 * Whether a page's text layer says what a person sees. A scanner's hidden text does not count: we read its picture
 * ourselves, and know then how sure we are of each word.
 */
export function isTextLayerUsable(page: PageContent, words: readonly Word[]): boolean {
  if (words.length === 0) return false;
  const hidden = page.characters.filter(({ invisible }) => invisible).length;
  if (hidden > page.characters.length / 2) return false;
  if (words.length < fewWords && page.pictureShare > coveringPicture) return false;
  const unmapped = page.characters.filter(({ mapped }) => !mapped).length;
  if (unmapped > page.characters.length / 10) return false;
  return plausibleShare(words) >= leastPlausibleShare && hasVowels(words);
}

/** Where a font numbers its letters by their place in it, each is read as the one 29 places before. */
function hasVowels(words: readonly Word[]): boolean {
  const letters = words.map(({ text }) => text.replaceAll(/\P{L}/gu, '')).join('');
  const count = letters.match(vowels)?.length ?? 0;
  return letters.length < enoughLetters || count >= leastVowelShare * letters.length;
}

/** The share of a text's characters that stand in words of a plausible form. */
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
