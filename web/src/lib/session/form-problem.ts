import { fail } from '@sveltejs/kit';
import { ApiProblem, type ProblemCode } from '#lib/api/problem.ts';

/** What a form action answers when it did not work; `values` are given back, so that nothing must be typed twice. */
export interface FormProblem<Field extends string> {
  readonly code: ProblemCode;
  readonly retryAfter: number | undefined;
  readonly invalid: readonly Field[];
  readonly values: Readonly<Partial<Record<Field, string>>>;
}

/** Turns a problem of the API into the answer of a form action. */
export function failWith<Field extends string>(
  problem: unknown,
  fields: readonly Field[],
  values: FormProblem<Field>['values'],
) {
  if (!(problem instanceof ApiProblem)) throw problem;
  const named = problem.details.errors?.map(({ field }) => field.split('.').at(-1)) ?? [];
  const answer: FormProblem<Field> = {
    code: problem.code,
    retryAfter: problem.details.retry_after,
    invalid: fields.filter((field) => named.includes(field)),
    values,
  };
  return fail(problem.status, answer);
}

/** The text of a form's field. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
