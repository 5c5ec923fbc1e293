import { z } from 'zod';
import { operation } from '../operation.ts';
import { instant, tenantId } from '../values.ts';

/** Why a pool has the workers it has. */
export const poolReason = z
  .enum([
    'steady',
    'backlog_above_target',
    'backlog_below_target',
    'at_maximum',
    'out_of_bounds',
    'fair_share_limited',
    'stabilizing',
    'idle',
    'paused',
    'pinned',
    'poison_suspected',
    'queue_unreachable',
    'fallback',
    'emptying',
  ])
  .meta({ id: 'PoolReason' });
export type PoolReason = z.infer<typeof poolReason>;

const count = z.number().int().nonnegative();

export const pool = z
  .object({
    name: z.string(),
    tenant: tenantId.nullable().describe('the tenant whose jobs alone it does'),
    queues: z.array(z.string()).describe('in order of service'),
    min: count,
    max: count,
    wanted: count.describe('workers that should be there'),
    ready: count,
    busy: count,
    draining: count.describe('told to stop, and finishing the job in hand'),
    backlog: count.nullable().describe('jobs that wait; null when the queues cannot be read'),
    oldest_wait_seconds: count.nullable().describe('null when nothing waits'),
    reason: poolReason.describe('why it has so many workers now'),
    message: z.string(),
    decision: z
      .object({ at: instant, from: count, to: count, reason: poolReason, message: z.string() })
      .nullable()
      .describe('the last change; null when there was none since the operator started'),
    seen_at: instant,
    silent: z.boolean().describe('its operator has not been heard for a while'),
    history: z.object({
      every_seconds: count,
      until: instant,
      wanted: z.array(count),
      ready: z.array(count),
      busy: z.array(count),
      backlog: z.array(count.nullable()),
    }),
  })
  .meta({ id: 'Pool' });
export type Pool = z.infer<typeof pool>;

export const listPools = operation({
  id: 'listPools',
  method: 'get',
  path: '/pools',
  tag: 'platform',
  summary: 'The pools of workers, for platform operators',
  access: 'operator',
  success: { status: 200, body: z.object({ items: z.array(pool) }) },
});
