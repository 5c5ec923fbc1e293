import { problemText } from '#lib/i18n/problem-text.ts';

/** What was done, and why not all of it. */
export function saidDone(text: string, problem: unknown): string {
  return problem === null ? text : `${text} ${problemText(problem)}`;
}
