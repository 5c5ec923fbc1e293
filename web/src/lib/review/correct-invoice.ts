import { goto, invalidate } from '$app/navigation';
import { problemText } from '#lib/i18n/problem-text.ts';
import type { Paths } from '#lib/paths.ts';
import { toasts } from '#lib/toasts.svelte.ts';
import type { ReviewDesk } from './review-desk.svelte.ts';

/**
 * Undoes the posting of an invoice and opens its copy, to be corrected and posted again. Also when its page was left
 * behind: what goes wrong is then told where the person is.
 */
export async function correct(desk: ReviewDesk, paths: Paths): Promise<void> {
  const copy = await desk.correct();
  if (copy) await goto(paths.invoice(copy));
  else if (desk.problem) toasts.show(problemText(desk.problem));
  // An invoice that was reversed and cannot be copied is another now, too.
  await invalidate('app:invoice');
}
