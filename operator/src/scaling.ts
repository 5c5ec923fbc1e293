import type { ProcessingJobSpec, ScalingReason } from '@smart-accounting/operator-contract';

/** The part of a ProcessingJob that decides how many workers there are. */
export type ScalingPolicy = Pick<ProcessingJobSpec, 'scaling' | 'pause' | 'pinnedReplicas'>;

/** What was seen of a pool at one moment. */
export interface Reading {
  /** Milliseconds of a clock that never goes back. */
  readonly atMs: number;
  /** Jobs that wait in its queues; null when they could not be read, which is never taken for zero. */
  readonly backlog: number | null;
  /** Workers that say they have a job in hand. */
  readonly busy: number;
  /** Workers that should be able to tell and do not: perhaps busy. */
  readonly silent: number;
  /** Workers asked for, those still starting included and those told to stop not. */
  readonly replicas: number;
  /** Jobs its workers have finished, ever; only its growth counts. */
  readonly finished: number;
  /** Workers that ended without being told to, ever; only its growth counts. */
  readonly crashes: number;
  /** Workers of another pool find no room, for which idle ones of this pool make some without waiting for calm. */
  readonly crowded: boolean;
}

/** What must be known of earlier readings. It holds nothing that was decided, so a new operator makes its own. */
export interface ScalingMemory {
  /** Since when every reading was good. */
  readonly knownSinceMs: number | null;
  readonly failures: number;
  /** The highest need of the stabilization window: times ascending, needs descending. */
  readonly peaks: readonly { readonly atMs: number; readonly need: number }[];
  /** Workers needed at the least at this reading, and at the one before; null when that was not known. */
  readonly least: number | null;
  readonly leastBefore: number | null;
  readonly idleSinceMs: number | null;
  /** Workers taken away during the last minute. */
  readonly removals: readonly { readonly atMs: number; readonly count: number }[];
  readonly replicas: number;
  readonly finished: number;
  readonly poison: PoisonWatch;
}

/** Windows of `poisonWindowMs`: in a bad one workers ended by themselves and no job was finished. */
interface PoisonWatch {
  readonly sinceMs: number;
  readonly crashes: number;
  readonly badWindows: number;
}

export interface Decision {
  /** How many workers there should be from now on. */
  readonly replicas: number;
  readonly reason: ScalingReason;
  /** For operators. */
  readonly message: string;
  /** Workers for all there is to do, before any bound; null when that is not known. */
  readonly need: number | null;
}

const poisonWindowMs = 30_000;
const poisonWindows = 2;
const minuteMs = 60_000;

/**
 * Differences that are left alone or looked at twice, in workers: one, or a tenth as the HPA has it. A job that was
 * about to be taken when the queue was counted would make pools go up and down all the time.
 */
const toleranceOf = (replicas: number): number => Math.max(1, Math.floor(replicas / 10));

/**
 * Decides how many workers a pool should have: as many as are busy, and enough for what waits, at once and in one
 * step; fewer only when nobody needed them for a while.
 * @param limit what the pool may have beside others (`Infinity`: no limit), see `shareOut`
 * @param memory from `remember`, with this reading in it
 */
export function decide(
  policy: ScalingPolicy,
  reading: Reading,
  limit: number,
  memory: ScalingMemory,
): Decision {
  const need = needOf(policy, reading)?.least ?? null;
  const verdict = judge(policy, reading, limit, memory);
  const { replicas: now } = reading;
  const forbidden =
    policy.pause === 'All' ||
    (policy.pause === 'ScaleIn' && verdict.replicas < now) ||
    (policy.pause === 'ScaleOut' && verdict.replicas > now);
  if (!forbidden) return { ...verdict, need };
  return { replicas: now, reason: 'Paused', message: `paused (${policy.pause})`, need };
}

type Verdict = Omit<Decision, 'need'>;

function judge(
  policy: ScalingPolicy,
  reading: Reading,
  limit: number,
  memory: ScalingMemory,
): Verdict {
  const { scaling, pinnedReplicas: pinned } = policy;
  const { replicas: now, backlog, busy } = reading;
  const ceiling = Math.min(scaling.maxReplicas, limit);
  if (pinned !== undefined)
    return verdict(Math.min(pinned, limit), 'Pinned', `pinned to ${pinned} workers`);
  if (now > ceiling) {
    return limit < scaling.maxReplicas
      ? verdict(ceiling, 'FairShareLimited', `its share of all workers is ${ceiling}`)
      : verdict(ceiling, 'OutOfBounds', `the maximum is ${ceiling}`);
  }
  const need = needOf(policy, reading);
  if (!need) return unread(policy, now, ceiling, memory);
  const said = `${backlog} waiting and ${busy} busy`;
  const needed = lasting(need.least, now, memory);
  return Math.max(needed, scaling.minReplicas) > now
    ? growth(policy, { now, need: needed, limit, said }, memory)
    : shrinkage(policy, reading, memory, said);
}

/** What of a need for more workers counts: a little more only when the reading before saw it, too. */
function lasting(need: number, now: number, { leastBefore }: ScalingMemory): number {
  const little = now > 0 && need - now <= toleranceOf(now);
  return little ? Math.min(need, leastBefore ?? now) : need;
}

function verdict(replicas: number, reason: ScalingReason, message: string): Verdict {
  return { replicas, reason, message };
}

/** Workers for what is to be done: at the least, and when everybody who is silent is busy. Null when it is not known. */
function needOf(
  { scaling }: ScalingPolicy,
  { backlog, busy, silent }: Reading,
): { least: number; most: number } | null {
  if (backlog === null) return null;
  const least = busy + Math.ceil(backlog / scaling.messagesPerWorker);
  return { least, most: least + silent };
}

/** The queues cannot be read: what there is stays, no less than the minimum, or the fallback holds. */
function unread(
  { scaling: { fallback, minReplicas } }: ScalingPolicy,
  now: number,
  ceiling: number,
  { failures }: ScalingMemory,
): Verdict {
  const bounded = (replicas: number): number => Math.min(Math.max(replicas, minReplicas), ceiling);
  if (fallback.mode === 'Static' && failures >= fallback.afterFailures)
    return verdict(
      bounded(fallback.replicas ?? now),
      'Fallback',
      `the queues could not be read ${failures} times in a row`,
    );
  return bounded(now) > now
    ? verdict(bounded(now), 'OutOfBounds', `the minimum is ${minReplicas}`)
    : verdict(now, 'QueueUnreachable', 'the queues cannot be read; the workers stay');
}

function growth(
  { scaling: { minReplicas, maxReplicas } }: ScalingPolicy,
  { now, need, limit, said }: { now: number; need: number; limit: number; said: string },
  { poison }: ScalingMemory,
): Verdict {
  const ceiling = Math.min(maxReplicas, limit);
  const wanted = Math.max(need, minReplicas);
  if (poison.badWindows >= poisonWindows && now >= minReplicas)
    return verdict(now, 'PoisonSuspected', `${said}, but workers end and no job is finished`);
  if (wanted > ceiling && limit < maxReplicas)
    return verdict(ceiling, 'FairShareLimited', `${said}; its share of all workers is ${ceiling}`);
  if (now === ceiling) return verdict(now, 'AtMaximum', `${said}; the maximum is ${ceiling}`);
  return need > minReplicas
    ? verdict(Math.min(wanted, ceiling), 'BacklogAboveTarget', said)
    : verdict(Math.min(wanted, ceiling), 'OutOfBounds', `the minimum is ${minReplicas}`);
}

function shrinkage(
  policy: ScalingPolicy,
  reading: Reading,
  memory: ScalingMemory,
  said: string,
): Verdict {
  const { atMs, replicas: now, crowded } = reading;
  const { scaling } = policy;
  const idleMs = memory.idleSinceMs === null ? -1 : atMs - memory.idleSinceMs;
  const idle = idleMs >= scaling.idleSecondsBeforeMinimum * 1000;
  // Until the pool counts as idle one worker stays, for the next job.
  const floor = idle ? scaling.minReplicas : Math.max(scaling.minReplicas, Math.min(1, now));
  if (now <= floor || memory.peaks.at(-1)?.need === now) return verdict(now, 'Steady', said);
  if (idle) return verdict(floor, 'Idle', `idle for ${Math.floor(idleMs / 1000)} s`);
  const peak = crowded ? needOf(policy, reading)?.most : memory.peaks[0]?.need;
  const goal = Math.max(floor, peak ?? now);
  const calm = crowded || windowKnown(scaling.scaleInStabilizationSeconds, atMs, memory);
  if (goal >= now || !calm)
    return verdict(now, 'Stabilizing', `${said}; ${now} workers stay for a while`);
  if (!crowded && now - goal <= toleranceOf(now))
    return verdict(now, 'Steady', `${said}; so small a surplus stays until the pool is idle`);
  const target = Math.max(goal, now - removable(scaling.scaleInMaxPercentPerMinute, now, memory));
  return target === now
    ? verdict(now, 'Stabilizing', `${said}; enough workers were taken away in the last minute`)
    : verdict(
        target,
        'BacklogBelowTarget',
        `${said}; ${crowded ? 'other pools need the room' : 'no more for a while'}`,
      );
}

function windowKnown(seconds: number, atMs: number, { knownSinceMs }: ScalingMemory): boolean {
  return knownSinceMs !== null && atMs - knownSinceMs >= seconds * 1000;
}

/** How many workers may still be taken away in this minute; at least one a minute. */
function removable(percent: number, now: number, { removals }: ScalingMemory): number {
  const removed = removals.reduce((sum, { count }) => sum + count, 0);
  return Math.max(0, Math.ceil(((now + removed) * percent) / 100) - removed);
}

/** Takes a reading into what is known of a pool; `before` is null for the first one. */
export function remember(
  policy: ScalingPolicy,
  reading: Reading,
  before: ScalingMemory | null,
): ScalingMemory {
  const { atMs, replicas, finished, crashes } = reading;
  const need = needOf(policy, reading);
  const known = need !== null;
  const working =
    need === null || need.most > 0 || (before !== null && finished !== before.finished);
  const removed = before ? before.replicas - replicas : 0;
  const windowMs = policy.scaling.scaleInStabilizationSeconds * 1000;
  return {
    knownSinceMs: known ? (before?.knownSinceMs ?? atMs) : null,
    failures: known ? 0 : (before?.failures ?? 0) + 1,
    peaks: need ? peaksWith(before?.peaks ?? [], { atMs, need: need.most }, windowMs) : [],
    least: need?.least ?? null,
    leastBefore: before?.least ?? null,
    idleSinceMs: working ? null : (before?.idleSinceMs ?? atMs),
    removals: [
      ...(before?.removals ?? []).filter((removal) => atMs - removal.atMs < minuteMs),
      ...(removed > 0 ? [{ atMs, count: removed }] : []),
    ],
    replicas,
    finished,
    poison: watchPoison(atMs, crashes, before, finished),
  };
}

/** An older need that is not above the new one can never be the highest again. */
function peaksWith(
  peaks: ScalingMemory['peaks'],
  newest: { atMs: number; need: number },
  windowMs: number,
): ScalingMemory['peaks'] {
  const left = peaks.filter(
    ({ atMs, need }) => newest.atMs - atMs <= windowMs && need > newest.need,
  );
  return [...left, newest];
}

function watchPoison(
  atMs: number,
  crashes: number,
  before: ScalingMemory | null,
  finished: number,
): PoisonWatch {
  if (!before || finished !== before.finished) return { sinceMs: atMs, crashes, badWindows: 0 };
  const { sinceMs, badWindows } = before.poison;
  if (atMs - sinceMs < poisonWindowMs) return before.poison;
  const bad = crashes > before.poison.crashes;
  return { sinceMs: atMs, crashes, badWindows: bad ? badWindows + 1 : 0 };
}
