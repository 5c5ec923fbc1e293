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

/** The position at which the first legal form in a text ends, or null when there is none. */
export function endOfLegalForm(text: string): number | null {
  const match = ending.exec(text);
  return match ? match.index + match[0].length : null;
}

/** The name without its legal form: `Waterland Advies` for `Waterland Advies B.V.` */
export function withoutLegalForm(name: string): string {
  return name.replace(ending, ' ').trim();
}
