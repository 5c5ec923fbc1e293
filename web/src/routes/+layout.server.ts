import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, depends }) => {
  depends('app:preferences');
  return { language: locals.language, theme: locals.theme };
};
