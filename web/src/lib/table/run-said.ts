import { generalWords } from '#lib/i18n/general-words.ts';
import { problemText } from '#lib/i18n/problem-text.ts';
import { words } from '#lib/i18n/words.ts';
import { toasts } from '#lib/toasts.svelte.ts';
import type { Done } from './column.ts';

/** Does it and says so, with the way back when there is one; a problem is said in its place. */
export async function runSaid(work: () => Promise<Done>): Promise<boolean> {
  try {
    const { text, undo } = await work();
    const label = undo?.label ?? words(generalWords).undo;
    toasts.show(text, undo ? { label, run: () => void runSaid(undo.run) } : null);
    return true;
  } catch (problem) {
    toasts.show(problemText(problem));
    return false;
  }
}
