import { plainLetters } from '../patterns/plain-letters.ts';

/**
 * Month names by language and region. Their first three or more letters are enough; the first month that begins with
 * them counts.
 */
const months = {
  nl: 'januari februari maart april mei juni juli augustus september oktober november december',
  en: 'january february march april may june july august september october november december',
  de: 'januar februar maerz april mai juni juli august september oktober november dezember',
  fr: 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  /** Austria */
  at: 'janner feber marz april mai juni juli august september oktober november dezember',
  /** Friesland */
  fy: 'jannewaris febrewaris maart april maaie juny july augustus septimber oktober novimber desimber',
  /** Luxembourg */
  lb: 'januar februar maerz abrell mai juni juli august september oktober november dezember',
} as const;

/** Spellings and abbreviations that are not the beginning of a name, or would be ambiguous. */
const shortForms: Readonly<Record<string, number>> = {
  ...{ jaenner: 1, jenner: 1, febr: 2, febuari: 2, mrt: 3, mar: 3, mrz: 3, juil: 7 },
  // On the telephone Germans say these, lest June and July are confused; some write them.
  ...{ juno: 6, julei: 7 },
};

const namesByLanguage = Object.values(months).map((names) => names.split(' '));

/** 1 to 12, or null when the word is not a month. */
export function monthNumber(word: string): number | null {
  const plain = plainLetters(word);
  const short = shortForms[plain];
  if (short !== undefined) return short;
  if (plain.length < 3) return null;
  for (const names of namesByLanguage) {
    const index = names.findIndex((name) => name.startsWith(plain));
    if (index >= 0) return index + 1;
  }
  return null;
}
