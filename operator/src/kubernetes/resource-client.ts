import type { V1ObjectMeta } from '@kubernetes/client-node';
import { z } from 'zod';
import type { ApiClient, ApiRequest } from './api-client.ts';

const names = z.record(z.string(), z.string()).optional();

/**
 * An object of Kubernetes as JSON has it: the package declares its objects as classes, and of those JSON knows none. Times
 * stay what they are, so that a `Date` is not taken where a `V1MicroTime` is wanted.
 */
export type Plain<T> = T extends Date
  ? T
  : T extends object
    ? { [Key in keyof T]: Plain<T[Key]> }
    : T;

/** A time, which JSON has as text, or as null where Go leaves it empty. */
export const timeSchema = z.iso
  .datetime({ offset: true })
  .nullish()
  .transform((text) => (text ? new Date(text) : undefined));

/** What is always in the `metadata` of an object that the API server answers. */
export type Metadata = Plain<
  V1ObjectMeta & Required<Pick<V1ObjectMeta, 'name' | 'uid' | 'resourceVersion'>>
>;

/** What we read of the `metadata` of every object. */
export const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string(),
  resourceVersion: z.string(),
  generation: z.int().optional(),
  creationTimestamp: timeSchema,
  deletionTimestamp: timeSchema,
  labels: names,
  annotations: names,
  finalizers: z.array(z.string()).optional(),
});

export interface ApiObject {
  readonly metadata: Metadata;
}

/** A kind of object, and what of it is read here. */
export interface Resource<T extends ApiObject> {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
  readonly schema: z.ZodType<T>;
}

/** One page of a list; its items are not parsed yet, so that one that is wrong spoils no other. */
export interface Page {
  readonly items: readonly unknown[];
  readonly version: string;
  /** Asks for the next page; absent on the last one. */
  readonly next: string | undefined;
}

const pageSchema = z.object({
  metadata: z.object({ resourceVersion: z.string(), continue: z.string().optional() }),
  items: z.array(z.unknown()),
});

/** Under this name we own the fields that we write. */
export const fieldManager = 'smart-accounting-operator';

export interface Apply {
  /** Who owns the fields from now on. */
  readonly manager?: string;
  readonly subresource?: string;
  /** Takes fields away from whoever owned them, instead of a refusal with 409. */
  readonly force?: boolean;
}

/** Objects of one kind in one namespace. */
export class ResourceClient<T extends ApiObject> {
  readonly resource: Resource<T>;
  readonly namespace: string;
  readonly #api: ApiClient;

  constructor(api: ApiClient, resource: Resource<T>, namespace: string) {
    this.#api = api;
    this.resource = resource;
    this.namespace = namespace;
  }

  get(name: string, timeoutMs?: number): Promise<T> {
    return this.#ask({ method: 'GET', path: this.#path(name) }, timeoutMs);
  }

  create(object: object, timeoutMs?: number): Promise<T> {
    return this.#ask({ method: 'POST', path: this.#path(), body: this.#typed(object) }, timeoutMs);
  }

  /** Writes the whole object; refused with 409 when it is no longer at `metadata.resourceVersion`. */
  replace(name: string, object: object, timeoutMs?: number): Promise<T> {
    const body = this.#typed(object);
    return this.#ask({ method: 'PUT', path: this.#path(name), body }, timeoutMs);
  }

  /** Server-side apply: `object` holds exactly the fields that the manager owns. */
  apply(
    name: string,
    object: object,
    { manager = fieldManager, subresource, force = false }: Apply,
  ): Promise<T> {
    return this.#ask({
      method: 'PATCH',
      path: this.#path(name, subresource),
      query: { fieldManager: manager, force: String(force) },
      body: this.#typed(object),
      contentType: 'application/apply-patch+yaml', // JSON is YAML
    });
  }

  /** JSON merge patch: what is named is set, `null` removes. */
  patch(name: string, patch: object, subresource?: string): Promise<T> {
    return this.#ask(this.#patch(name, patch, subresource));
  }

  /** Sets the number of replicas through the `scale` subresource. */
  async scale(name: string, replicas: number): Promise<void> {
    await this.#api.request(this.#patch(name, { spec: { replicas } }, 'scale'), z.unknown());
  }

  async delete(name: string, preconditions: { readonly uid?: string } = {}): Promise<void> {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', preconditions };
    await this.#api.request({ method: 'DELETE', path: this.#path(name), body }, z.unknown());
  }

  async list(query: Readonly<Record<string, string>>, timeoutMs?: number): Promise<Page> {
    const request: ApiRequest = { method: 'GET', path: this.#path(), query };
    const { items, metadata } = await this.#api.request(request, pageSchema, timeoutMs);
    return { items, version: metadata.resourceVersion, next: metadata.continue || undefined };
  }

  /** The lines of a watch, each an event in JSON. */
  watch(
    query: Readonly<Record<string, string>>,
    limits: { readonly signal: AbortSignal; readonly silenceMs: number },
  ): AsyncGenerator<string> {
    return this.#api.lines(
      { method: 'GET', path: this.#path(), query: { ...query, watch: 'true' } },
      limits,
    );
  }

  #ask(request: ApiRequest, timeoutMs?: number): Promise<T> {
    return this.#api.request(request, this.resource.schema, timeoutMs);
  }

  #patch(name: string, body: object, subresource?: string): ApiRequest {
    return {
      method: 'PATCH',
      path: this.#path(name, subresource),
      query: { fieldManager },
      body,
      contentType: 'application/merge-patch+json',
    };
  }

  #typed(object: object): object {
    const { apiVersion, kind } = this.resource;
    return { apiVersion, kind, ...object };
  }

  #path(name?: string, subresource?: string): string {
    const { apiVersion, plural } = this.resource;
    const group = apiVersion.includes('/') ? 'apis' : 'api';
    return ['', group, apiVersion, 'namespaces', this.namespace, plural, name, subresource]
      .filter((part) => part !== undefined)
      .join('/');
  }
}
