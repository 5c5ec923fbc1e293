import { error } from '@sveltejs/kit';
import { dev } from '$app/env';
import { GALLERY } from '$app/env/private';
import type { PageServerLoad } from './$types';

/** Only for whoever works on the portal, and for the tests that look at it. */
export const load: PageServerLoad = () => {
  if (!dev && GALLERY !== 'yes') error(404, 'not_found', { code: 'not_found' });
  // What components find of the books that they stand in.
  return { tenant: { id: 'gallery', name: 'Gallery' } };
};
