import { ApiProblem } from '#lib/api/problem.ts';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends, and sends again when the API says that others of the company hand in as much as it takes at once: nobody need
 * do by hand what only takes a moment.
 * @param pause the clock; tests play it
 */
export async function whenThereIsRoom<Answer>(
  send: () => Promise<Answer>,
  pause: (ms: number) => Promise<void> = wait,
): Promise<Answer> {
  for (;;) {
    try {
      return await send();
    } catch (problem) {
      const seconds = secondsToWait(problem);
      if (seconds === null) throw problem;
      await pause(seconds * 1_000);
    }
  }
}

function secondsToWait(problem: unknown): number | null {
  if (!(problem instanceof ApiProblem)) return null;
  const passes = problem.code === 'too_many_uploads' || problem.code === 'too_many_requests';
  return passes ? (problem.details.retry_after ?? 1) : null;
}
