import { loadApi } from '#lib/api/load-api.ts';
import { loadPlatformWords } from '#lib/i18n/dictionary.ts';
import type { PageLoad } from './$types';

export const load: PageLoad = async (event) => {
  event.depends('app:pools');
  const { language } = await event.parent();
  const [{ items }, platformWords] = await Promise.all([
    loadApi(event)('listPools', {}),
    loadPlatformWords(language),
  ]);
  return { pools: items, platformWords };
};
