import {
  type KubernetesSection,
  type PoolClass,
  poolClassOf,
  type ProcessingJob,
} from '@smart-accounting/operator-contract';
import type { Logger } from '@smart-accounting/monitoring';
import type { PoolView, PoolWorker, WorkerPool } from '../worker-pool.ts';
import { ApiError } from './api-client.ts';
import type { Deployment, Pod } from './pod-resources.ts';
import { isUnplaced, type Trouble, troubleOf } from './pod-trouble.ts';
import type { KubernetesJob } from './processing-jobs.ts';
import type { Reflector } from './reflector.ts';
import type { ResourceClient } from './resource-client.ts';
import {
  deploymentName,
  poolLabel,
  templateAnnotation,
  workerDeployment,
} from './worker-deployment.ts';

/** A Deployment of the name we need belongs to somebody else: it is left alone. */
export class NotOurs extends Error {
  constructor(deployment: string) {
    super(`there is a Deployment ${deployment} that this ProcessingJob did not make`);
  }
}

/** Another operator may act now: we no longer do, whatever was on its way. */
export class NotLeading extends Error {
  constructor() {
    super('another operator may lead by now');
  }
}

/** Pods with the lowest cost go first; all others have 0. */
export const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';
const victimCost = '-1000';

/** A worker that is not heard after so long may be doing anything. */
const startMs = 15_000;
/** A pod that was to go and is still there may be busy again: it is no longer the first to go. */
const victimMs = 15_000;

export interface DeploymentPoolOptions {
  readonly deployments: ResourceClient<Deployment>;
  readonly knownDeployments: Reflector<Deployment>;
  readonly pods: ResourceClient<Pod>;
  /** The resource of a pool; null when it is gone. */
  readonly jobOf: (name: string) => KubernetesJob | null;
  /** What holds for each class where a ProcessingJob says nothing of pods. */
  readonly defaults: Readonly<Record<PoolClass, KubernetesSection>>;
  /** Whether we lead, at this very moment. */
  readonly mayAct: () => boolean;
  readonly logger: Logger;
}

/** What we remember of a pod, by its name. */
interface PodNotes {
  firstRunningMs: number | null;
  restarts: number | null;
  victimSinceMs: number;
}

/** Workers as pods: one Deployment for each ProcessingJob, which owns it. */
export class DeploymentPool implements WorkerPool {
  readonly #options: DeploymentPoolOptions;
  /** Deployments as our own last write answered them: what the reflector tells may be older. */
  readonly #written = new Map<string, Deployment>();
  /** The pods of each pool, by their names. */
  readonly #pods = new Map<string, Map<string, Pod>>();
  readonly #poolOf = new Map<string, string>();
  readonly #notes = new Map<string, PodNotes>();
  /** What each ProcessingJob asks for, made once. */
  readonly #described = new WeakMap<KubernetesJob, ReturnType<typeof workerDeployment>>();
  readonly #crashes = new Map<string, number>();

  constructor(options: DeploymentPoolOptions) {
    this.#options = options;
  }

  /**
   * @throws {NotOurs} when the Deployment's name is taken
   * @throws {NoImage} when nobody says which image the workers are
   * @throws {NotLeading}
   */
  async view({ metadata: { name } }: ProcessingJob): Promise<PoolView> {
    this.#mustLead();
    const deployment = await this.#ensure(name);
    const all = this.#podsOf(name);
    await this.#spare(all);
    const live = all.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    return {
      replicas: deployment?.spec.replicas ?? 0,
      workers: live.map((pod) => ({ name: pod.metadata.name, phase: this.#phaseOf(pod) })),
      draining: all.length - live.length,
      crashes: this.#crashesOf(name, all),
      unplaced: live.filter(isUnplaced).length,
    };
  }

  async scale(job: ProcessingJob, replicas: number, victims: readonly string[]): Promise<void> {
    const { deployments } = this.#options;
    const { name } = job.metadata;
    this.#mustLead();
    await Promise.all(victims.map((victim) => this.#mark(victim)));
    this.#mustLead();
    try {
      this.#written.set(
        name,
        await deployments.patch(deploymentName(name), { spec: { replicas } }),
      );
    } catch (error) {
      if (isGone(error)) this.#written.delete(name); // it is made again at the next reconcile
      throw error;
    }
  }

  /** What keeps its pods from working, as far as Kubernetes tells. */
  troubleOf(name: string): Trouble | null {
    const deployment = this.#options.knownDeployments.get(deploymentName(name));
    return troubleOf(deployment, this.#podsOf(name));
  }

  /** Forgets a pool whose ProcessingJob is gone; its Deployment goes with it. */
  forget(name: string): void {
    this.#written.delete(name);
    this.#crashes.delete(name);
    if (this.#pods.get(name)?.size === 0) this.#pods.delete(name);
  }

  /** The reflector of Deployments says that one is gone. */
  deploymentGone(deployment: string): void {
    for (const name of [...this.#written.keys()])
      if (deploymentName(name) === deployment) this.#written.delete(name);
  }

  /** The reflector of pods tells of one. */
  podChanged(name: string, now: Pod | null): void {
    const before = this.#poolOf.get(name);
    if (before !== undefined) this.#pods.get(before)?.delete(name);
    this.#poolOf.delete(name);
    const pool = now?.metadata.labels?.[poolLabel];
    if (!now) this.#notes.delete(name);
    if (!now || pool === undefined) return;
    this.#poolOf.set(name, pool);
    const pods = this.#pods.get(pool) ?? new Map<string, Pod>();
    this.#pods.set(pool, pods.set(name, now));
  }

  #mustLead(): void {
    if (!this.#options.mayAct()) throw new NotLeading();
  }

  /** The pool's Deployment as it should be, but for its replicas; null when its ProcessingJob is gone. */
  async #ensure(name: string): Promise<Deployment | null> {
    const { jobOf, knownDeployments } = this.#options;
    const seen = knownDeployments.get(deploymentName(name));
    const written = this.#written.get(name) ?? null;
    const standing = newer(seen, written);
    const job = jobOf(name);
    if (!job) return standing;
    const { uid } = job.metadata;
    if (seen && !ownedBy(seen, uid)) throw new NotOurs(seen.metadata.name);
    if (!standing) return this.#apply(job, 0);
    const { hash } = this.#describe(job);
    const changedByOthers =
      written !== null && (standing.metadata.generation ?? 0) > (written.metadata.generation ?? 0);
    if (standing.metadata.annotations?.[templateAnnotation] === hash && !changedByOthers) {
      this.#written.set(name, standing);
      return standing;
    }
    return this.#apply(job, standing.spec.replicas);
  }

  async #apply(job: KubernetesJob, replicas: number): Promise<Deployment> {
    const { deployments, logger } = this.#options;
    const { name } = job.metadata;
    const { body } = this.#describe(job);
    // Who applies without `replicas` leaves them to whoever set them last; while nobody has, they would become 1.
    const spec = replicas === 0 ? { ...body.spec, replicas } : body.spec;
    const applied = await deployments.apply(
      deploymentName(name),
      { ...body, spec },
      { force: true },
    );
    this.#written.set(name, applied);
    logger.info({ pool: name, deployment: deploymentName(name) }, 'the workers were described');
    return applied;
  }

  #describe(job: KubernetesJob): ReturnType<typeof workerDeployment> {
    const described =
      this.#described.get(job) ??
      workerDeployment(job, this.#options.defaults[poolClassOf(job.spec)]);
    this.#described.set(job, described);
    return described;
  }

  /** Those that were not over by themselves. */
  #podsOf(name: string): Pod[] {
    return [...(this.#pods.get(name)?.values() ?? [])].filter(
      ({ status }) => status?.phase !== 'Succeeded' && status?.phase !== 'Failed',
    );
  }

  #notesOf({ metadata: { name } }: Pod): PodNotes {
    const notes = this.#notes.get(name) ?? {
      firstRunningMs: null,
      restarts: null,
      victimSinceMs: -Infinity,
    };
    this.#notes.set(name, notes);
    return notes;
  }

  #phaseOf(pod: Pod): PoolWorker['phase'] {
    const notes = this.#notesOf(pod);
    const states = (pod.status?.containerStatuses ?? []).map(({ state }) => state);
    const running = states.find((state) => state?.running)?.running;
    if (!running) {
      notes.firstRunningMs = null;
      return 'pending';
    }
    notes.firstRunningMs ??= performance.now();
    // Its node's clock may be wrong, and we may have come after it: whichever says that it should be heard.
    const told = running.startedAt ? Date.now() - running.startedAt.getTime() : 0;
    const known = performance.now() - notes.firstRunningMs;
    return Math.max(told, known) > startMs ? 'running' : 'starting';
  }

  /** A container that ended by itself is started again in its pod, which counts that. */
  #crashesOf(name: string, all: readonly Pod[]): number {
    let crashes = this.#crashes.get(name) ?? 0;
    for (const pod of all) {
      const notes = this.#notesOf(pod);
      const counts = (pod.status?.containerStatuses ?? []).map(({ restartCount }) => restartCount);
      const restarts = counts.reduce((sum, count) => sum + count, 0);
      crashes += Math.max(0, restarts - (notes.restarts ?? restarts));
      notes.restarts = restarts;
    }
    this.#crashes.set(name, crashes);
    return crashes;
  }

  async #mark(victim: string): Promise<void> {
    const { pods } = this.#options;
    const pod = this.#pods.get(this.#poolOf.get(victim) ?? '')?.get(victim);
    if (pod) this.#notesOf(pod).victimSinceMs = performance.now();
    const patch = { metadata: { annotations: { [deletionCost]: victimCost } } };
    await pods.patch(victim, patch).catch(unlessGone);
  }

  /** Pods that were marked to go and did not, by us or by one before us, are like all others again. */
  async #spare(all: readonly Pod[]): Promise<void> {
    const patch = { metadata: { annotations: { [deletionCost]: null } } };
    for (const pod of all) {
      const { name, annotations, deletionTimestamp } = pod.metadata;
      const stays = deletionTimestamp === undefined && annotations?.[deletionCost] === victimCost;
      if (!stays || performance.now() - this.#notesOf(pod).victimSinceMs < victimMs) continue;
      await this.#options.pods.patch(name, patch).catch(unlessGone);
    }
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

function unlessGone(error: unknown): void {
  if (!isGone(error)) throw error;
}

function ownedBy({ metadata }: Deployment, uid: string): boolean {
  return metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
}

function newer(seen: Deployment | null, written: Deployment | null): Deployment | null {
  if (!seen || !written) return seen ?? written;
  if (seen.metadata.uid !== written.metadata.uid) return seen;
  const generation = (deployment: Deployment): number => deployment.metadata.generation ?? 0;
  return generation(seen) >= generation(written) ? seen : written;
}
