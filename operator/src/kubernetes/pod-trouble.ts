import type { Deployment, Pod } from './pod-resources.ts';

/** Why a pool's pods cannot do their work, in Kubernetes' own word and a sentence. */
export interface Trouble {
  readonly reason: string;
  readonly message: string;
}

/** Reasons of a waiting container that pass by themselves. */
const passing = new Set(['ContainerCreating', 'PodInitializing']);

/** What keeps a pool's pods from being made, placed or started; null when nothing is known to. */
export function troubleOf(deployment: Deployment | null, pods: readonly Pod[]): Trouble | null {
  for (const { metadata, status } of pods) {
    for (const { state } of status?.containerStatuses ?? []) {
      const { reason, message = '' } = state?.waiting ?? {};
      if (reason !== undefined && !passing.has(reason))
        return { reason, message: `pod ${metadata.name}: ${message || reason}` };
    }
  }
  const refused = deployment?.status?.conditions?.find(
    ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
  );
  if (refused)
    return {
      reason: refused.reason ?? 'FailedCreate',
      message: refused.message ?? 'no pods are made',
    };
  const unplaced = pods.find(isUnplaced);
  if (!unplaced) return null;
  const message = `pod ${unplaced.metadata.name}: ${placing(unplaced)?.message ?? ''}`;
  return { reason: 'Unschedulable', message };
}

/** Whether no node has room for the pod. */
export function isUnplaced(pod: Pod): boolean {
  const placed = placing(pod);
  return placed?.status === 'False' && placed.reason === 'Unschedulable';
}

function placing({ status }: Pod) {
  return status?.conditions?.find(({ type }) => type === 'PodScheduled');
}
