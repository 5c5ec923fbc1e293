/** Words that end, or in a few cases begin, the name of a firm. */
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

/** Whether a text names the legal form of a firm: `B.V.`, `GmbH`, `Ltd`, `Stichting`. */
export function hasLegalForm(text: string): boolean {
  return ending.test(text) || beginning.test(text);
}

/** Where in a text the first legal form ends, or null when there is none. */
export function endOfLegalForm(text: string): number | null {
  const match = ending.exec(text);
  return match ? match.index + match[0].length : null;
}

/** The name alone: `Waterland Advies B.V.` is `Waterland Advies`. */
export function withoutLegalForm(name: string): string {
  return name.replace(ending, ' ').trim();
}
