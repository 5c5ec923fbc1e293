import { misreadingCost } from '../misread-words.ts';
import { plainWords } from '../patterns/plain-letters.ts';

/** Legal forms at the end of a company name. */
const endings = [
  'b\\.? ?v\\.?',
  'n\\.? ?v\\.?',
  'v\\.? ?o\\.? ?f\\.?',
  'c\\.? ?v\\.?',
  'bvba',
  'cvba',
  'comm\\.? ?v\\.?',
  'coöperatie( u\\.a\\.)?',
  'b\\.v\\. i\\.o\\.',
  'u\\.a\\.',
  'gmbh( ?(&|und|\\+) ?co\\.? ?(kg|kgaa|ohg)?\\.?)?',
  'ag',
  'kg',
  'kgaa',
  'ohg',
  'gbr',
  'ug( \\(haftungsbeschränkt\\))?',
  'e\\. ?k\\.?',
  'e\\. ?v\\.?',
  'mbh',
  'e\\. ?g\\.?',
  'a\\.g\\.',
  'partg',
  'ltd\\.?',
  'limited',
  'llp',
  'plc',
  'llc',
  'inc\\.?',
  'incorporated',
  'corp\\.?',
  'corporation',
  'company',
  'co\\.?',
  'sarl',
  's\\.?a\\.?r\\.?l\\.?',
  'sas',
  'sasu',
  's\\.?a\\.?s\\.?',
  's\\.?a\\.?',
  'eurl',
  'snc',
  'sprl',
  'sci',
  'sdn\\.? ?bhd\\.?',
  'bhd\\.?',
  's/b',
  'pte\\.?',
  's\\.?r\\.?l\\.?',
  's\\.?p\\.?a\\.?',
  's\\.?l\\.?',
  'aps',
  'a/s',
  'as',
  'ab',
  'oy',
  'sp\\. z o\\.o\\.',
  'd\\.o\\.o\\.',
  'enterprise',
  'trading',
];
/** Legal forms, or kinds of organisation, at the beginning of a name. */
const beginnings = [
  'stichting',
  'vereniging',
  'maatschap',
  'gemeente',
  'coöperatie',
  'ets\\.?',
  'société',
];

const ending = new RegExp(`(^|[\\s,])(${endings.join('|')})(?=$|[\\s,;)\\]])`, 'iu');
const beginning = new RegExp(`^(${beginnings.join('|')})\\s`, 'iu');

/** Whether a text contains the legal form of a company: `B.V.`, `GmbH`, `Ltd`, `Stichting`. */
export function hasLegalForm(text: string): boolean {
  return ending.test(text) || beginning.test(text);
}

/** Whether a text begins with a legal form, so that the name is in the line before it. */
export function beginsWithLegalForm(text: string): boolean {
  return ending.exec(text)?.index === 0;
}

/** Legal forms long enough to be known again when a letter of them was misread. */
const knownAgain = ['SDN BHD', 'Limited', 'Enterprise', 'Corporation'];

/** The name with its legal form as it should be where recognition misread it: `8.V.`, `SON 8HD`. */
export function repairedLegalForm(name: string): string {
  const words = name.split(' ');
  for (const form of knownAgain) {
    const count = form.split(' ').length;
    const cost = misreadingCost(nameOf(form), nameOf(words.slice(-count).join(' ')));
    if (cost === null || cost === 0 || words.length <= count) continue;
    return [...words.slice(0, -count), form].join(' ');
  }
  return name.replace(/\b8(?=\. ?V\.?$)/u, 'B').replace(/ 5\/[8B]$/u, ' S/B');
}

function nameOf(text: string): string {
  return plainWords(text).join('');
}

/** The position at which the first legal form in a text ends, or null when there is none. */
export function endOfLegalForm(text: string): number | null {
  const match = ending.exec(text);
  return match ? match.index + match[0].length : null;
}

/** The name without its legal form: `Waterland Advies` for `Waterland Advies B.V.` */
export function withoutLegalForm(name: string): string {
  return name.replace(ending, ' ').trim();
}
