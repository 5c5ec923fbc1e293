import { ApiProblem } from '#lib/api/problem.ts';
import { formatMoment } from '#lib/dates/format-date.ts';
import type { Dictionary } from './dictionary.ts';

/** A problem in one or two sentences: what happened, who was first, when to try again. */
export function problemText(t: Dictionary, problem: unknown): string {
  if (!(problem instanceof ApiProblem)) return t.errors.internal;
  const { existing, retry_after: retryAfter } = problem.details;
  if (problem.code === 'already_posted' && existing?.by && existing.at) {
    return t.errorDetails.alreadyPostedBy(existing.by, formatMoment(existing.at, new Date()));
  }
  const texts: Readonly<Record<string, string>> = t.errors; // a newer API may know more codes
  const text = texts[problem.code] ?? t.errors.internal;
  return retryAfter ? `${text} ${t.errorDetails.retryAfter(retryAfter)}` : text;
}

/** Why a document could not be read, in words; a code we have no words for is told as such. */
export function failureText(t: Dictionary, code: string | null): string {
  const texts: Readonly<Record<string, string>> = t.failures;
  return (code === null ? undefined : texts[code]) ?? t.failureUnknown;
}
