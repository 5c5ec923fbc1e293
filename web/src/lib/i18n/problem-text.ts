import { ApiProblem } from '#lib/api/problem.ts';
import { formatMoment } from '#lib/dates/format-date.ts';
import { generalWords } from './general-words.ts';
import { knownErrors } from './known-errors.svelte.ts';
import { words } from './words.ts';

/** A problem in one or two sentences: what happened, who was first, when to try again. */
export function problemText(problem: unknown): string {
  const errorWords = knownErrors();
  if (!errorWords) return words(generalWords).failed;
  const t = words(errorWords);
  if (!(problem instanceof ApiProblem)) return t.byCode.internal;
  const { existing, retry_after: retryAfter } = problem.details;
  if (problem.code === 'already_posted' && existing?.by && existing.at) {
    return t.alreadyPostedBy(existing.by, formatMoment(existing.at, new Date()));
  }
  const texts: Readonly<Record<string, string>> = t.byCode; // a newer API may know more codes
  const text = texts[problem.code] ?? t.byCode.internal;
  return retryAfter ? `${text} ${t.retryAfter(retryAfter)}` : text;
}
