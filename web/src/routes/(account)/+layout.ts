import { loadAccountWords } from '#lib/i18n/dictionary.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ parent }) => {
  const { language } = await parent();
  return { accountWords: await loadAccountWords(language) };
};
