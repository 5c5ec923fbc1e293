import { loadWords } from '#lib/i18n/dictionary.ts';
import type { LayoutLoad } from './$types';

export const load: LayoutLoad = async ({ data }) => ({
  ...data,
  t: await loadWords(data.language),
});
