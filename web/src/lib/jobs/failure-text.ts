import { words } from '#lib/i18n/words.ts';
import { jobWords } from './words.ts';

/** Why a document could not be read, in words; a code we have no words for is told as such. */
export function failureText(code: string | null): string {
  const t = words(jobWords);
  const texts: Readonly<Record<string, string>> = t.failures;
  return (code === null ? undefined : texts[code]) ?? t.failureUnknown;
}
