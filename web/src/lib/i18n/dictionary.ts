import type { Language } from '#lib/preferences.ts';
import type * as account from './nl/account.ts';
import type { nl } from './nl/index.ts';
import type * as platform from './nl/platform.ts';

/** Every text of the portal but those below. Dutch is the pattern: a language that lacks a text does not compile. */
export type Dictionary = typeof nl;

/** What only the pages about people and their accounts say; only they load it. */
export type AccountWords = typeof account;

/** What only platform operators read. */
export type PlatformWords = typeof platform;

/** Loads one language; the browser fetches only the one it shows. */
export async function loadWords(language: Language): Promise<Dictionary> {
  return language === 'en'
    ? (await import('./en/index.ts')).en
    : (await import('./nl/index.ts')).nl;
}

/** The same for the pages about people and their accounts. */
export async function loadAccountWords(language: Language): Promise<AccountWords> {
  return language === 'en'
    ? (await import('./en/account.ts')).account
    : await import('./nl/account.ts');
}

/** The same for the pages of platform operators. */
export async function loadPlatformWords(language: Language): Promise<PlatformWords> {
  return language === 'en'
    ? (await import('./en/platform.ts')).platform
    : await import('./nl/platform.ts');
}
