import { error } from '@sveltejs/kit';
import type { PageLoad } from './$types';

/** What no page answers to: told inside the tenant's frame, from which one can go on. */
export const load: PageLoad = () => error(404, 'not_found', { code: 'not_found' });
