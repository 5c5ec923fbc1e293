import type { V1Lease, V1LeaseSpec } from '@kubernetes/client-node';
import { V1MicroTime } from '@kubernetes/client-node/dist/types.js';
import { z } from 'zod';
import { ApiError } from './api-client.ts';
import {
  type ApiObject,
  metadataSchema,
  type Plain,
  type Resource,
  type ResourceClient,
  timeSchema,
} from './resource-client.ts';

export type Lease = Plain<V1Lease> & ApiObject;

/** Written with exactly six digits of a second, or the API server refuses it: a `Date`, which has three, will not do. */
const microTimeSchema = timeSchema.transform((date) => date && new V1MicroTime(date));

const leaseSchema: z.ZodType<Lease> = z.object({
  metadata: metadataSchema,
  spec: z
    .object({
      holderIdentity: z.string().optional(),
      leaseDurationSeconds: z.int().optional(),
      acquireTime: microTimeSchema,
      renewTime: microTimeSchema,
      leaseTransitions: z.int().optional(),
    })
    .optional(),
});

export const leaseResource: Resource<Lease> = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  plural: 'leases',
  schema: leaseSchema,
};

export interface ElectorOptions {
  readonly leases: ResourceClient<Lease>;
  readonly name: string;
  /** Who we are; no two may be alike. */
  readonly identity: string;
  readonly onGained: () => void;
  /** We may act no more: somebody else will soon. Not told when we close by ourselves. */
  readonly onLost: () => void;
  readonly onError: (error: unknown) => void;
  /** As in controller-runtime: 15 s, 10 s, 2 s. */
  readonly timing?: ElectorTiming;
}

export interface ElectorTiming {
  /** Others wait for so long after our last sign of life. */
  readonly durationMs: number;
  /** We stop acting when we could not renew for so long; less than `durationMs`. */
  readonly renewWithinMs: number;
  readonly retryMs: number;
}

/**
 * One of those who run for the same Lease leads. Whether a leader is gone is judged by our own monotonic clock since
 * its record last changed, never by the times written in it: clocks of machines differ.
 */
export class Elector {
  readonly #options: Required<ElectorOptions>;
  #observed: { readonly record: string; readonly sinceMs: number } | null = null;
  /** Until when we may act; null when we do not lead. */
  #leadsUntilMs: number | null = null;
  #lossTimer: NodeJS.Timeout | undefined;
  #nextTimer: NodeJS.Timeout | undefined;
  #attempt: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: ElectorOptions) {
    this.#options = {
      timing: { durationMs: 15_000, renewWithinMs: 10_000, retryMs: 2_000 },
      ...options,
    };
  }

  /** Whether we may act now. Right even when our timers are late. */
  get leading(): boolean {
    return this.#leadsUntilMs !== null && performance.now() < this.#leadsUntilMs;
  }

  /** Runs for the Lease, and goes on until closed. */
  start(): void {
    this.#attempt = this.#try();
  }

  /** Stops running, and gives the Lease back, so that the next one need not wait. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#nextTimer);
    await this.#attempt;
    clearTimeout(this.#lossTimer);
    if (!this.leading) return;
    this.#leadsUntilMs = null;
    await this.#release().catch((error: unknown) => this.#options.onError(error));
  }

  async #try(): Promise<void> {
    const { retryMs } = this.#options.timing;
    const begunMs = performance.now();
    try {
      if (await this.#acquireOrRenew()) this.#led(begunMs);
      else if (this.#leadsUntilMs !== null) this.#lose();
    } catch (error) {
      // Somebody was quicker: the next attempt tells who.
      if (!(error instanceof ApiError && error.status === 409)) this.#options.onError(error);
    }
    if (this.#closed) return;
    const chance = this.leading ? 0 : Math.random() * 0.2 * retryMs;
    this.#nextTimer = setTimeout(() => this.start(), retryMs + chance);
  }

  async #acquireOrRenew(): Promise<boolean> {
    const lease = await this.#read();
    if (!lease) return this.#create();
    const { identity, timing } = this.#options;
    const spec = lease.spec ?? {};
    const record = JSON.stringify([lease.metadata.uid, spec]);
    if (this.#observed?.record !== record) this.#observed = { record, sinceMs: performance.now() };
    const holder = spec.holderIdentity ?? '';
    const theirsMs = (spec.leaseDurationSeconds ?? timing.durationMs / 1000) * 1000;
    const mine = holder === identity;
    if (!mine && holder && performance.now() - this.#observed.sinceMs < theirsMs) return false;
    const now = new V1MicroTime();
    await this.#write(lease, {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(timing.durationMs / 1000),
      acquireTime: mine ? (spec.acquireTime ?? now) : now,
      renewTime: now,
      leaseTransitions: (spec.leaseTransitions ?? 0) + (mine ? 0 : 1),
    });
    return true;
  }

  async #read(): Promise<Lease | null> {
    const { leases, name } = this.#options;
    try {
      return await leases.get(name, this.#requestMs);
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  }

  async #create(): Promise<boolean> {
    const { leases, name, identity, timing } = this.#options;
    const now = new V1MicroTime();
    const spec: Plain<V1LeaseSpec> = {
      holderIdentity: identity,
      leaseDurationSeconds: Math.ceil(timing.durationMs / 1000),
      acquireTime: now,
      renewTime: now,
      leaseTransitions: 0,
    };
    await leases.create({ metadata: { name }, spec }, this.#requestMs);
    return true;
  }

  async #write({ metadata }: Lease, spec: Plain<V1LeaseSpec>): Promise<void> {
    const { leases, name } = this.#options;
    const { resourceVersion } = metadata;
    await leases.replace(name, { metadata: { name, resourceVersion }, spec }, this.#requestMs);
  }

  /** Only a Lease that is still ours is given back. */
  async #release(): Promise<void> {
    const lease = await this.#read();
    if (lease?.spec?.holderIdentity !== this.#options.identity) return;
    await this.#write(lease, {
      holderIdentity: '',
      leaseDurationSeconds: 1,
      renewTime: new V1MicroTime(),
      leaseTransitions: lease.spec.leaseTransitions ?? 0,
    });
  }

  /** A renewal counts from when it was sent: when it arrived is not known. */
  #led(sentMs: number): void {
    const { onGained, timing } = this.#options;
    const gained = this.#leadsUntilMs === null;
    this.#leadsUntilMs = sentMs + timing.renewWithinMs;
    clearTimeout(this.#lossTimer);
    this.#lossTimer = setTimeout(() => this.#lose(), this.#leadsUntilMs - performance.now());
    if (gained && !this.#closed) onGained();
  }

  #lose(): void {
    clearTimeout(this.#lossTimer);
    if (this.#leadsUntilMs === null) return;
    this.#leadsUntilMs = null;
    if (!this.#closed) this.#options.onLost();
  }

  /** A request that hangs leaves time for another one before we must stop. */
  get #requestMs(): number {
    return this.#options.timing.renewWithinMs / 2;
  }
}
