import { explainTotals, type Explanation, type PrintedSums, type Sum } from './explain-totals.ts';

/** The names of the three totals. */
export const sumNames = ['net', 'vat', 'total'] as const;
export type SumName = (typeof sumNames)[number];

/** Another value for one of the totals, and how much worse it explains what is printed. */
export interface RunnerUp {
  readonly minor: bigint;
  /** the distance of its score from that of the best explanation */
  readonly behind: number;
}

/** The best explanation of all printed sums, and for each of the three the best one with another value. */
export interface Totals extends Omit<Explanation, 'score'> {
  readonly runnersUp: Readonly<Record<SumName, RunnerUp | null>>;
}

const nothing: Totals = {
  ...{ net: null, vat: null, total: null, agreed: false, contradictory: false },
  runnersUp: { net: null, vat: null, total: null },
};

/** Chooses the combination of net, tax and total that explains best what is printed. */
export function solveTotals(printed: PrintedSums): Totals {
  const explanations = explainTotals(printed);
  const best = explanations.reduce<Explanation | null>(
    (first, other) => (first && first.score >= other.score ? first : other),
    null,
  );
  if (!best) return nothing;
  const { score, ...totals } = best;
  const runnerUp = (name: SumName) => runnerUpTo(best[name], name, score, explanations);
  return {
    ...totals,
    runnersUp: { net: runnerUp('net'), vat: runnerUp('vat'), total: runnerUp('total') },
  };
}

function runnerUpTo(
  chosen: Sum | null,
  name: SumName,
  score: number,
  explanations: readonly Explanation[],
): RunnerUp | null {
  let next: RunnerUp | null = null;
  for (const other of explanations) {
    const minor = other[name]?.minor;
    const behind = score - other.score;
    if (minor === undefined || minor === chosen?.minor) continue;
    if (!next || behind < next.behind) next = { minor, behind };
  }
  return next;
}
