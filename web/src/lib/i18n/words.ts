import { page } from '$app/state';
import type { Language } from '#lib/preferences.ts';

/** Something said in every language of the portal; one that is missing does not compile. */
export type Words<T> = Readonly<Record<Language, T>>;

/** The words in the language of this person; read it inside `$derived`, so that a change of language shows at once. */
export function words<T>(said: Words<T>): T {
  return said[page.data.language];
}
