/** What one pool asks of the workers that all pools have together. */
export interface Claim {
  readonly pool: string;
  readonly weight: number;
  /** Workers it gets before any is shared out by weight. */
  readonly guaranteed: number;
  /** Workers for what is to be done now. */
  readonly need: number;
  /** Workers it would have alone: beside its need those that stay for a while. */
  readonly wanted: number;
  /** Workers it has. */
  readonly holds: number;
  /** For how long it needed a worker and had none. */
  readonly starvedMs: number;
  /** For how long it has had a worker, always one at least. */
  readonly heldMs: number;
}

/** A pool without any worker comes first when it waited for so long. */
const turnMs = 30_000;

/**
 * Shares out `capacity` workers: guarantees first, then by weight until every need is met, then likewise for workers
 * that only stay for a while. Nobody gets more than wanted, and nothing is left over while somebody wants more.
 * @returns workers by pool
 */
export function shareOut(capacity: number, claims: readonly Claim[]): Map<string, number> {
  const urgent = claims.map((claim) => ({ ...claim, want: Math.min(claim.need, claim.wanted) }));
  const needs = fill(capacity, urgent);
  const left = capacity - sum([...needs.values()]);
  const staying = urgent.map((claim) => ({
    ...claim,
    want: claim.wanted - claim.want,
    guaranteed: 0,
  }));
  const rest = fill(left, staying);
  return new Map(claims.map(({ pool }) => [pool, (needs.get(pool) ?? 0) + (rest.get(pool) ?? 0)]));
}

interface Want extends Claim {
  readonly want: number;
}

/** Max-min fairness by weight over what is left after the guarantees, in whole workers. */
function fill(capacity: number, claims: readonly Want[]): Map<string, number> {
  const floors = claims.map(({ want, guaranteed }) => Math.min(want, guaranteed));
  // Promised more than there is: the guarantees themselves are shared out by weight.
  if (sum(floors) > capacity)
    return fill(
      capacity,
      claims.map((claim, index) => ({ ...claim, want: floors[index] ?? 0, guaranteed: 0 })),
    );
  const level = waterLevel(capacity, claims, floors);
  const shares = claims.map((claim, index) => {
    const exact = Math.min(claim.want, (floors[index] ?? 0) + claim.weight * level);
    return { claim, whole: Math.floor(exact + 1e-9), exact };
  });
  let left = capacity - sum(shares.map(({ whole }) => whole));
  const result = new Map(shares.map(({ claim, whole }) => [claim.pool, whole]));
  for (const { claim, whole } of shares.toSorted(byTurn)) {
    if (left < 1) break;
    if (whole >= claim.want) continue;
    result.set(claim.pool, whole + 1);
    left -= 1;
  }
  return result;
}

/** The height to which all rise, each by its weight, so that together they hold `capacity` or all they want. */
function waterLevel(capacity: number, claims: readonly Want[], floors: readonly number[]): number {
  const open = claims
    .map(({ want, weight }, index) => ({
      full: (want - (floors[index] ?? 0)) / weight,
      weight,
    }))
    .sort((a, b) => a.full - b.full);
  let left = capacity - sum(floors);
  let weights = sum(open.map(({ weight }) => weight));
  let level = 0;
  for (const { full, weight } of open) {
    const cost = (full - level) * weights;
    if (cost > left) return level + left / weights;
    left -= cost;
    level = full;
    weights -= weight;
  }
  return level;
}

interface Share {
  readonly claim: Want;
  readonly whole: number;
  readonly exact: number;
}

/**
 * Who gets a worker that cannot be divided: whoever has waited a whole turn for a first one, then whoever misses most,
 * then who has it already (so that nothing goes to and fro), then who waits longest or, of those who have one, had it
 for the shortest time: whoever had a long turn makes way.
 */
function byTurn(a: Share, b: Share): number {
  return (
    Number(starves(b)) - Number(starves(a)) ||
    rounded(b.exact - b.whole) - rounded(a.exact - a.whole) ||
    Number(b.claim.holds > b.whole) - Number(a.claim.holds > a.whole) ||
    b.claim.starvedMs - a.claim.starvedMs ||
    a.claim.heldMs - b.claim.heldMs ||
    (a.claim.pool < b.claim.pool ? -1 : 1)
  );
}

function starves({ claim, whole }: Share): boolean {
  return whole === 0 && claim.starvedMs >= turnMs;
}

function rounded(fraction: number): number {
  return Math.round(fraction * 1e6);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
