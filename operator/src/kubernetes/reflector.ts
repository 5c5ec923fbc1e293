import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ApiError, statusSchema } from './api-client.ts';
import { backoffMs } from './backoff.ts';
import { type ApiObject, metadataSchema, type ResourceClient } from './resource-client.ts';

export interface ReflectorOptions<T extends ApiObject> {
  readonly client: ResourceClient<T>;
  readonly labelSelector?: string;
  /** Told of every object that is there, changed or gone. What it throws is reported and stops nothing. */
  readonly onChange: (name: string, now: T | null) => void;
  /** Told of every failure; the reflector goes on by itself. */
  readonly onError: (error: unknown) => void;
  /** After so long everything is read again, in case an event was lost. */
  readonly relistMs?: number;
  /** So long the server keeps one watch; then it ends it, and the next one goes on where it was. */
  readonly watchSeconds?: number;
  /** A watch that is silent for longer is dead, whatever its connection says. More than `watchSeconds`. */
  readonly silenceMs?: number;
  readonly pageSize?: number;
  readonly backoff?: { readonly firstMs: number; readonly mostMs: number };
}

const eventSchema = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.unknown(),
});
const namedSchema = z.object({ metadata: metadataSchema });
const bookmarkSchema = z.object({ metadata: z.object({ resourceVersion: z.string() }) });

/** A watch that ends sooner, without a word, counts as failed: somebody in between closes what he opens. */
const shortMs = 500;

/**
 * A copy of all objects of one kind, kept up to date: a list, then a watch from there, and again from where it was
 * after whatever happens. It stops only when it is closed.
 */
export class Reflector<T extends ApiObject> {
  /** Resolves when everything was read once. */
  readonly synced: Promise<void>;
  readonly #options: Required<Omit<ReflectorOptions<T>, 'labelSelector'>>;
  readonly #selector: Readonly<Record<string, string>>;
  readonly #objects = new Map<string, T>();
  readonly #closing = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #resolveSynced: () => void = () => {};
  #version: string | null = null;
  #listedMs = 0;
  #lists = 0;
  #heardMs = performance.now();

  constructor({ labelSelector, ...options }: ReflectorOptions<T>) {
    this.#options = {
      relistMs: 10 * 60_000,
      watchSeconds: 30,
      silenceMs: 40_000,
      pageSize: 500,
      backoff: { firstMs: 200, mostMs: 10_000 },
      ...options,
    };
    this.#selector = labelSelector === undefined ? {} : { labelSelector };
    this.synced = new Promise((resolve) => (this.#resolveSynced = resolve));
  }

  start(): void {
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  get(name: string): T | null {
    return this.#objects.get(name) ?? null;
  }

  all(): T[] {
    return [...this.#objects.values()];
  }

  /** How often everything was read. */
  get lists(): number {
    return this.#lists;
  }

  /** How long the server was not heard: no event, bookmark or list. */
  get silentMs(): number {
    return performance.now() - this.#heardMs;
  }

  async #run(): Promise<void> {
    const { onError, backoff } = this.#options;
    const { signal } = this.#closing;
    for (let failures = 0; !signal.aborted;) {
      try {
        if (this.#mustList()) await this.#list();
        await this.#watch(() => (failures = 0));
      } catch (error) {
        if (this.#closing.signal.aborted) return;
        this.#report(onError, error);
        // What the version stood for is forgotten by the server, which is well: all is read again at once.
        if (error instanceof ApiError && error.status === 410 && this.#version !== null) {
          this.#version = null;
          continue;
        }
        await pause(backoffMs(failures++, backoff.firstMs, backoff.mostMs), null, {
          signal,
        }).catch(() => {}); // closed meanwhile
      }
    }
  }

  #mustList(): boolean {
    return this.#version === null || performance.now() - this.#listedMs > this.#options.relistMs;
  }

  /** Reads all pages, and tells what is new, changed, or gone since. */
  async #list(): Promise<void> {
    const { client, pageSize } = this.#options;
    const seen = new Set<string>();
    let version = '';
    for (let next: string | undefined = ''; next !== undefined;) {
      const page = await client.list({
        ...this.#selector,
        limit: String(pageSize),
        ...(next ? { continue: next } : {}),
      });
      for (const item of page.items) seen.add(this.#take(item));
      ({ version, next } = page);
    }
    for (const name of [...this.#objects.keys()]) if (!seen.has(name)) this.#remove(name);
    this.#version = version;
    this.#listedMs = this.#heardMs = performance.now();
    this.#lists += 1;
    this.#resolveSynced();
  }

  async #watch(heard: () => void): Promise<void> {
    const { client, watchSeconds, silenceMs } = this.#options;
    const query = {
      ...this.#selector,
      resourceVersion: this.#version ?? '',
      allowWatchBookmarks: 'true',
      timeoutSeconds: String(watchSeconds),
    };
    const begunMs = performance.now();
    let events = 0;
    for await (const line of client.watch(query, { signal: this.#closing.signal, silenceMs })) {
      this.#event(eventSchema.parse(JSON.parse(line)));
      this.#heardMs = performance.now();
      events += 1;
      heard();
    }
    if (events === 0 && performance.now() - begunMs < shortMs)
      throw new Error('the watch ended as soon as it began');
    heard();
  }

  #event({ type, object }: z.infer<typeof eventSchema>): void {
    if (type === 'ERROR') {
      const { code, reason, message } = statusSchema.parse(object);
      throw new ApiError(code ?? 500, reason ?? '', message ?? 'the watch failed');
    }
    if (type === 'DELETED') this.#remove(namedSchema.parse(object).metadata.name);
    else if (type !== 'BOOKMARK') this.#take(object);
    this.#version = bookmarkSchema.parse(object).metadata.resourceVersion;
  }

  /** Gives its name. An object that cannot be read is reported, and what was known of it before goes on to hold. */
  #take(item: unknown): string {
    const { metadata } = namedSchema.parse(item);
    const { name, resourceVersion } = metadata;
    const before = this.#objects.get(name)?.metadata;
    if (before?.uid === metadata.uid && before.resourceVersion === resourceVersion) return name;
    const parsed = this.#options.client.resource.schema.safeParse(item);
    if (parsed.success) {
      this.#objects.set(name, parsed.data);
      this.#tell(name, parsed.data);
    } else this.#report(this.#options.onError, new UnreadableObject(name, parsed.error));
    return name;
  }

  #remove(name: string): void {
    if (this.#objects.delete(name)) this.#tell(name, null);
  }

  #tell(name: string, now: T | null): void {
    try {
      this.#options.onChange(name, now);
    } catch (error) {
      this.#report(this.#options.onError, error);
    }
  }

  /** Also who is told of a failure may fail. */
  #report(onError: (error: unknown) => void, error: unknown): void {
    try {
      onError(error);
    } catch {
      // nobody is left to tell
    }
  }
}

/** An object of the API server is not as we know its kind. */
export class UnreadableObject extends Error {
  readonly object: string;

  constructor(object: string, error: z.ZodError) {
    super(`${object}: ${z.prettifyError(error)}`);
    this.object = object;
  }
}

/** What we know of the cluster may be wrong when we have not heard it for so long. */
const staleMs = 60_000;

/** Whether the API server was heard lately by all of them; rejects for how long not. */
export function heardLately(reflectors: readonly { readonly silentMs: number }[]): Promise<void> {
  const silentMs = Math.max(...reflectors.map((reflector) => reflector.silentMs));
  return silentMs < staleMs
    ? Promise.resolve()
    : Promise.reject(new Error(`not heard for ${Math.round(silentMs / 1000)} s`));
}
