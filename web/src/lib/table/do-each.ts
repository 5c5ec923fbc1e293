/** What was done of several things, and the first problem among the others; null when there was none. */
export interface DoneEach<Row, Answer> {
  readonly done: readonly { readonly row: Row; readonly answer: Answer }[];
  readonly problem: unknown;
}

/** Does the same to each in turn and goes on past what fails. @throws the first problem when nothing could be done */
export async function doEach<Row, Answer>(
  rows: readonly Row[],
  work: (row: Row) => Promise<Answer>,
): Promise<DoneEach<Row, Answer>> {
  const done: { row: Row; answer: Answer }[] = [];
  const problems: unknown[] = [];
  for (const row of rows) {
    try {
      done.push({ row, answer: await work(row) });
    } catch (problem) {
      problems.push(problem);
    }
  }
  if (done.length === 0 && problems.length > 0) throw problems[0];
  return { done, problem: problems[0] ?? null };
}
