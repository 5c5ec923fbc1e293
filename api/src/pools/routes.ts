import { listPools, type Pool, type PoolReason } from '@smart-accounting/api-contract';
import { oldestWaits } from '@smart-accounting/database/jobs/oldest-waits';
import type { PoolState, ScalingReason } from '@smart-accounting/operator-contract';
import { type Route, route } from '../http/route.ts';

export const poolRoutes: readonly Route[] = [
  route(listPools, async ({ services }) => {
    const waits = await oldestWaits(services.database);
    return { items: services.pools.list().map((seen) => present(seen, waits)) };
  }),
];

const reasons: Readonly<Record<ScalingReason, PoolReason>> = {
  Steady: 'steady',
  BacklogAboveTarget: 'backlog_above_target',
  BacklogBelowTarget: 'backlog_below_target',
  AtMaximum: 'at_maximum',
  OutOfBounds: 'out_of_bounds',
  FairShareLimited: 'fair_share_limited',
  Stabilizing: 'stabilizing',
  Idle: 'idle',
  Paused: 'paused',
  Pinned: 'pinned',
  PoisonSuspected: 'poison_suspected',
  QueueUnreachable: 'queue_unreachable',
  Fallback: 'fallback',
  Emptying: 'emptying',
};

function present(
  { state, silent }: { state: PoolState; silent: boolean },
  waits: ReadonlyMap<string, number>,
): Pool {
  const { history, decision } = state;
  const seconds = state.queues.flatMap((queue) => waits.get(queue) ?? []);
  return {
    name: state.pool,
    tenant: state.tenant,
    queues: state.queues,
    min: state.minReplicas,
    max: state.maxReplicas,
    wanted: state.wanted,
    ready: state.ready,
    busy: state.busy,
    draining: state.draining,
    backlog: state.backlog,
    oldest_wait_seconds: seconds.length > 0 ? Math.max(...seconds) : null,
    reason: reasons[state.reason],
    message: state.message,
    decision: decision && { ...decision, reason: reasons[decision.reason] },
    seen_at: state.at,
    silent,
    history: {
      every_seconds: history.everySeconds,
      until: history.until,
      wanted: history.wanted,
      ready: history.ready,
      busy: history.busy,
      backlog: history.backlog,
    },
  };
}
