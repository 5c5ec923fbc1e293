import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, depends }) => {
  depends('app:preferences');
  const { language, theme, tableLooks } = locals;
  return { language, theme, tableLooks };
};
