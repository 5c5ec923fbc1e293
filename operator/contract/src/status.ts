import { z } from 'zod';

/** Why a pool has the workers it has; the reason of its `Scaling` condition, and words in the portal. */
export const scalingReasons = [
  'Steady',
  'BacklogAboveTarget',
  'BacklogBelowTarget',
  'AtMaximum',
  'OutOfBounds',
  'FairShareLimited',
  'Stabilizing',
  'Idle',
  'Paused',
  'Pinned',
  'PoisonSuspected',
  'QueueUnreachable',
  'Fallback',
  'Emptying',
] as const;
export const scalingReasonSchema = z.enum(scalingReasons);
export type ScalingReason = z.infer<typeof scalingReasonSchema>;
