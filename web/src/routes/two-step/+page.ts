import { loadApi } from '#lib/api/load-api.ts';
import { localPath } from '#lib/paths.ts';
import type { PageLoad } from './$types';

/** Where somebody goes whose books ask for the second step, and from where they go on into them. */
export const load: PageLoad = async (event) => {
  event.depends('app:tenant');
  const { person } = await loadApi(event)('readSession', {});
  return { person, to: localPath(event.url.searchParams.get('to')) ?? '/' };
};
