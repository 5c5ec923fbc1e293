import type { AnswerOf, BodyInput, ParamsOf, QueryInput } from '@smart-accounting/api-contract';
import { type EndpointName, endpoints, type Operations } from './endpoints.ts';
import { ApiProblem, readProblem } from './problem.ts';

export type Answer<Name extends EndpointName> = AnswerOf<Operations[Name]>;

/** A part of a call that must be given when the operation has it, and cannot be when it has not. */
type Part<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : string extends keyof Value
    ? { readonly [K in Key]?: undefined }
    : { readonly [K in Key]: Value };

export type CallOptions<Name extends EndpointName> = Part<'params', ParamsOf<Operations[Name]>> &
  Part<'body', BodyInput<Operations[Name]>> & {
    readonly query?: Partial<QueryInput<Operations[Name]>>;
    /** The version that was read, for what is edited. */
    readonly ifMatch?: number;
    /** The same key twice does the same thing once. */
    readonly idempotencyKey?: string;
    readonly signal?: AbortSignal;
  };

export type Fetch = typeof globalThis.fetch;

/** Makes one call of the contract; throws an `ApiProblem` when it does not succeed. */
export async function callApi<Name extends EndpointName>(
  fetch: Fetch,
  name: Name,
  options: CallOptions<Name>,
): Promise<Answer<Name>> {
  const [method, template = ''] = endpoints[name].split(' ');
  const response = await fetch(addressOf(template, options.params, options.query), {
    method,
    headers: headersOf(options),
    body: options.body === undefined ? null : JSON.stringify(options.body),
    signal: options.signal ?? null,
  }).catch((error: unknown) => {
    if (options.signal?.aborted) throw error;
    throw new ApiProblem('offline', 503);
  });
  if (!response.ok) throw await readProblem(response);
  // The contract's own tests hold the API to this shape; checking again here would cost the browser zod.
  const answer = response.status === 204 ? undefined : await response.json();
  return answer;
}

function headersOf<Name extends EndpointName>(options: CallOptions<Name>): Headers {
  const headers = new Headers({ accept: 'application/json' });
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  return headers;
}

function addressOf(template: string, params: object = {}, query: object = {}): string {
  const values = new Map<string, unknown>(Object.entries(params));
  const path = template.replace(/\{(\w+)\}/g, (_, key: string) =>
    encodeURIComponent(String(values.get(key))),
  );
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, String(value));
  }
  return `/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
}
