import { createHash } from 'node:crypto';
import type { CoreV1Event, V1ObjectReference } from '@kubernetes/client-node';
import { z } from 'zod';
import { ApiError } from './api-client.ts';
import {
  type ApiObject,
  metadataSchema,
  type Plain,
  type Resource,
  type ResourceClient,
} from './resource-client.ts';

export type KubernetesEvent = Plain<CoreV1Event> & ApiObject;

const eventSchema: z.ZodType<KubernetesEvent> = z.object({
  metadata: metadataSchema,
  involvedObject: z.object({ kind: z.string().optional(), name: z.string().optional() }),
  type: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  count: z.int().optional(),
});

/** The core group's events, which `kubectl describe` shows with their counts. */
export const eventResource: Resource<KubernetesEvent> = {
  apiVersion: 'v1',
  kind: 'Event',
  plural: 'events',
  schema: eventSchema,
};

/** The object an event is about. */
export type EventTarget = Required<Pick<V1ObjectReference, 'apiVersion' | 'kind' | 'name' | 'uid'>>;

export interface EventRecorderOptions {
  readonly events: ResourceClient<KubernetesEvent>;
  /** Who tells: the program, and which one of those that run. */
  readonly component: string;
  readonly instance: string;
  readonly onError: (error: unknown) => void;
  /** The count of an event that is repeated is written at most so often. */
  readonly repeatMs?: number;
}

/** What was told once and may be told again. */
interface Told {
  readonly target: EventTarget;
  readonly name: string;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly first: Date;
  last: Date;
  count: number;
  written: number;
  timer: NodeJS.Timeout | null;
}

/** The API server forgets events after an hour; what we know of them is forgotten when there are so many. */
const mostTold = 1000;

/**
 * Tells operators what happened to an object, as events. The same thing told again raises a count instead of making
 * another event. It never waits and never fails whoever tells: events are for people.
 */
export class EventRecorder {
  readonly #options: Required<EventRecorderOptions>;
  readonly #told = new Map<string, Told>();
  #writing: Promise<void> = Promise.resolve();

  constructor(options: EventRecorderOptions) {
    this.#options = { repeatMs: 10_000, ...options };
  }

  tell(target: EventTarget, type: Told['type'], reason: string, message: string): void {
    const key = JSON.stringify([target.uid, type, reason, message]);
    const now = new Date();
    const told = this.#told.get(key);
    if (told) {
      told.count += 1;
      told.last = now;
      told.timer ??= setTimeout(() => this.#write(told), this.#options.repeatMs).unref();
      return;
    }
    const hash = createHash('sha256')
      .update(key)
      .update(String(performance.timeOrigin + performance.now()));
    const fresh: Told = {
      target,
      name: `${target.name}.${hash.digest('hex').slice(0, 16)}`,
      ...{ type, reason, message, first: now, last: now },
      ...{ count: 1, written: 0, timer: null },
    };
    this.#told.set(key, fresh);
    this.#forgetOldest();
    this.#write(fresh);
  }

  /** Writes the counts that wait, and resolves when everything was told. */
  async close(): Promise<void> {
    for (const told of this.#told.values()) {
      if (told.timer) clearTimeout(told.timer);
      if (told.count > told.written) this.#write(told);
    }
    await this.#writing;
  }

  /** One after the other, in the order in which things happened. */
  #write(told: Told): void {
    told.timer = null;
    this.#writing = this.#writing
      .then(() => this.#send(told))
      .catch((error: unknown) => this.#options.onError(error));
  }

  async #send(told: Told): Promise<void> {
    const { events } = this.#options;
    const { name, count, last } = told;
    if (count === told.written) return;
    try {
      if (told.written === 0) await events.create(this.#bodyOf(told));
      else await events.patch(name, { count, lastTimestamp: last });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404 && told.written > 0)) throw error;
      await events.create(this.#bodyOf(told)); // the server had forgotten it
    }
    told.written = count;
  }

  #bodyOf({ target, name, type, reason, message, first, last, count }: Told): Plain<CoreV1Event> {
    const { component, instance, events } = this.#options;
    return {
      metadata: { name, namespace: events.namespace },
      involvedObject: { ...target, namespace: events.namespace },
      ...{ type, reason, message: message.slice(0, 1024) },
      ...{ count, firstTimestamp: first, lastTimestamp: last },
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
    };
  }

  #forgetOldest(): void {
    const [oldest] = this.#told;
    if (!oldest || this.#told.size <= mostTold) return;
    const [key, told] = oldest;
    if (told.timer) clearTimeout(told.timer);
    this.#told.delete(key);
  }
}
