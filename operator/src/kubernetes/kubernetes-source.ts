import {
  type Condition,
  processingJobKind,
  type ResourceStatus,
} from '@smart-accounting/operator-contract';
import type { Observation } from '../autoscaler.ts';
import type { JobSource, SourcedJob } from '../job-source.ts';
import { ApiError } from './api-client.ts';
import { conditionsOf, type NewCondition, StatusWriter } from './apply-status.ts';
import type { EventRecorder } from './events.ts';
import { failureOf, conditionsFrom } from './pool-conditions.ts';
import type { Trouble } from './pod-trouble.ts';
import type { KubernetesJob } from './processing-jobs.ts';
import { QueueOwners } from './queue-owners.ts';
import type { Reflector } from './reflector.ts';
import type { ResourceClient } from './resource-client.ts';
import { poolLabel } from './worker-deployment.ts';

/** Its queues are ours to delete first. Only resources that own queues have it. */
export const queuesFinalizer = 'smart-accounting.io/queues';

/** Numbers that change all the time are written at most so often; what people wait for is written at once. */
const numbersMs = 2_000;
/** So long a finalizer that we set may take to come back from the API server. */
const holdMs = 10_000;

export interface KubernetesSourceOptions {
  readonly jobs: ResourceClient<KubernetesJob>;
  readonly known: Reflector<KubernetesJob>;
  readonly events: EventRecorder;
  /** What keeps a pool's pods from working. */
  readonly troubleOf: (name: string) => Trouble | null;
  /** Whether we lead: who does not writes nothing. */
  readonly mayTell: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** ProcessingJobs of the API server, and what is told of them there: status, conditions and events. */
export class KubernetesSource implements JobSource {
  readonly #options: KubernetesSourceOptions;
  readonly #statuses: StatusWriter<KubernetesJob>;
  readonly #writtenMs = new Map<string, { readonly atMs: number; readonly gist: string }>();
  /** The conditions told last: the reflector may not have heard of them yet. */
  readonly #conditions = new Map<string, { readonly uid: string; readonly told: Condition[] }>();
  readonly #ceilings = new Map<string, { readonly uid: string; readonly most: number }>();
  readonly #owners = new QueueOwners();
  /** What of a resource was last told to whoever follows. */
  readonly #latest = new Map<string, string>();
  readonly #heldMs = new Map<string, number>();
  #changed: (name: string) => void = () => {};

  constructor(options: KubernetesSourceOptions) {
    this.#options = options;
    this.#statuses = new StatusWriter(options.jobs);
  }

  get(name: string): SourcedJob | null {
    const found = this.#options.known.get(name);
    if (!found || this.#owners.conflictOf(name)) return null;
    const { kubernetes: _, ...spec } = found.spec;
    const { apiVersion, kind } = processingJobKind;
    return {
      job: { apiVersion, kind, metadata: { name }, spec },
      deleting: found.metadata.deletionTimestamp !== undefined,
    };
  }

  follow(changed: (name: string) => void): void {
    this.#changed = changed;
    for (const { metadata } of this.#options.known.all()) this.#reconcile(metadata.name);
  }

  /** Nobody is told of changes any more. */
  unfollow(): void {
    this.#changed = () => {};
  }

  /** The reflector tells of a resource. That only its status changed, mostly by us, is no latest. */
  changed(name: string, now: KubernetesJob | null): void {
    const rivals = this.#owners.rivalsOf(name);
    if (now) this.#owners.set(now);
    else this.#forget(name);
    const { uid, generation, deletionTimestamp } = now?.metadata ?? {};
    const latest = JSON.stringify([uid, generation, deletionTimestamp]);
    if (now && this.#latest.get(name) === latest) return;
    if (now) {
      this.#noteCeiling(now);
      this.#latest.set(name, latest);
    }
    // Who waits for a queue of somebody who is gone may have it now.
    for (const other of [name, ...rivals]) this.#reconcile(other);
  }

  async hold(name: string): Promise<void> {
    const found = this.#options.known.get(name);
    if (!found || found.metadata.finalizers?.includes(queuesFinalizer)) return;
    const { uid, finalizers = [] } = found.metadata;
    // The reflector may not have heard of it yet.
    if (performance.now() - (this.#heldMs.get(uid) ?? -Infinity) < holdMs) return;
    await this.#setFinalizers(found, [...finalizers, queuesFinalizer]);
    this.#heldMs.set(uid, performance.now());
  }

  async release(name: string): Promise<void> {
    const found = this.#options.known.get(name);
    if (!found?.metadata.finalizers?.includes(queuesFinalizer)) return;
    const others = found.metadata.finalizers.filter((finalizer) => finalizer !== queuesFinalizer);
    try {
      await this.#setFinalizers(found, others);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  async report(name: string, observation: Observation): Promise<void> {
    const found = this.#options.known.get(name);
    if (!found) return;
    const { change, state } = observation;
    if (change) {
      const { from, to, decision } = change;
      const words = `from ${from} to ${to} workers: ${decision.message} (${decision.reason})`;
      this.#tell(found, 'Normal', to > from ? 'ScaledOut' : 'ScaledIn', words);
    }
    const trouble = this.#options.troubleOf(name);
    const latest = conditionsFrom(observation, trouble, found.metadata.generation ?? 0);
    await this.#write(found, latest, {
      selector: `${poolLabel}=${name}`,
      replicas: state.wanted,
      readyReplicas: state.ready,
      busyReplicas: state.busy,
      drainingReplicas: state.draining,
      ...(state.backlog === null ? {} : { backlog: state.backlog }),
      ...lastScale(observation, found.status),
    });
  }

  async reportFailure(name: string, error: unknown): Promise<void> {
    const found = this.#options.known.get(name);
    if (!found) return;
    await this.#write(
      found,
      [failureOf(error, found.metadata.generation ?? 0)],
      found.status ?? {},
    );
  }

  #reconcile(name: string): void {
    this.#changed(name);
    const found = this.#options.known.get(name);
    const conflict = this.#owners.conflictOf(name);
    if (!found || !conflict) return;
    const condition: NewCondition = {
      type: 'Ready',
      status: 'False',
      reason: 'QueueConflict',
      message: `${conflict.queue} belongs to ${conflict.owner}, which is older`,
      observedGeneration: found.metadata.generation ?? 0,
    };
    this.#write(found, [condition], {}).catch((error: unknown) => this.#options.onError(error));
  }

  async #setFinalizers({ metadata }: KubernetesJob, finalizers: string[]): Promise<void> {
    const { name, resourceVersion } = metadata;
    // With the version, nobody's finalizer is lost that was added meanwhile.
    await this.#options.jobs.patch(name, { metadata: { finalizers, resourceVersion } });
  }

  async #write(job: KubernetesJob, latest: NewCondition[], numbers: ResourceStatus): Promise<void> {
    const { name, uid, generation } = job.metadata;
    const memory = this.#conditions.get(name);
    const before = memory?.uid === uid ? memory.told : (job.status?.conditions ?? []);
    const conditions = conditionsOf(latest, before, new Date());
    const gist = JSON.stringify([
      uid,
      generation,
      numbers.replicas,
      conditions.map(({ status, reason }) => [status, reason]),
    ]);
    const last = this.#writtenMs.get(name);
    if (last?.gist === gist && performance.now() - last.atMs < numbersMs) return;
    if (!this.#options.mayTell()) return;
    const status = { ...numbers, observedGeneration: generation ?? 0, conditions };
    if (!(await this.#statuses.apply(job, job.status, status))) return;
    this.#writtenMs.set(name, { atMs: performance.now(), gist });
    this.#conditions.set(name, { uid, told: conditions });
    this.#tellTurns(job, before, conditions);
  }

  /** An event when a pool ceases to be ready, for another reason still is not, or is again. */
  #tellTurns(job: KubernetesJob, before: readonly Condition[], now: readonly Condition[]): void {
    const ready = now.find(({ type }) => type === 'Ready');
    const was = before.find(({ type }) => type === 'Ready');
    if (!ready || (was?.status === ready.status && was.reason === ready.reason)) return;
    if (ready.status === 'True') this.#tell(job, 'Normal', 'Ready', ready.message);
    else this.#tell(job, 'Warning', ready.reason, ready.message);
  }

  /** `kubectl scale` moves the ceiling, which may surprise who typed it. */
  #noteCeiling(job: KubernetesJob): void {
    const { name, uid } = job.metadata;
    const most = job.spec.scaling.maxReplicas;
    const before = this.#ceilings.get(name);
    this.#ceilings.set(name, { uid, most });
    if (before?.uid !== uid || before.most === most || !this.#options.mayTell()) return;
    const words = `at most ${most} workers from now on, before ${before.most}: spec.scaling.maxReplicas, which kubectl scale sets, is the ceiling; the number below it follows the queues`;
    this.#tell(job, 'Normal', 'CeilingChanged', words);
  }

  #tell(job: KubernetesJob, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { apiVersion, kind } = processingJobKind;
    const { name, uid } = job.metadata;
    this.#options.events.tell({ apiVersion, kind, name, uid }, type, reason, message);
  }

  #forget(name: string): void {
    this.#owners.delete(name);
    this.#statuses.forget(name);
    for (const map of [this.#writtenMs, this.#conditions, this.#ceilings, this.#latest])
      map.delete(name);
  }
}

/** The time of the last change, also one by an operator before us. */
function lastScale(
  { state }: Observation,
  standing: ResourceStatus | undefined,
): Pick<ResourceStatus, 'lastScaleTime'> {
  const time = state.decision?.at ?? standing?.lastScaleTime;
  return time === undefined ? {} : { lastScaleTime: time };
}
