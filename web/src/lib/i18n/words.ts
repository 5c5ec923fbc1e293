import { page } from '$app/state';
import type { AccountWords, Dictionary, PlatformWords } from './dictionary.ts';

/** The texts in the language of this person; read it inside `$derived`, so that a change of language shows at once. */
export function words(): Dictionary {
  return page.data.t;
}

/** The texts about people and their accounts, on pages whose layout loaded them. */
export function accountWords(): AccountWords {
  const { accountWords: texts } = page.data;
  if (!texts) throw new Error('the layout of this page loads no words about accounts');
  return texts;
}

/** The texts of platform operators, on pages that loaded them. */
export function platformWords(): PlatformWords {
  const { platformWords: texts } = page.data;
  if (!texts) throw new Error('this page loads no words of platform operators');
  return texts;
}
