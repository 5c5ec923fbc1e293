import assert from 'node:assert/strict';
import {
  type AnswerOf,
  type BodyInput,
  errorCodes,
  type ErrorCode,
  type Operation,
  type Problem,
  problem as problemSchema,
  type QueryInput,
} from '@smart-accounting/api-contract';
import { errorsOf } from '../src/openapi/build-document.ts';

/** What goes with an operation; the tenant in its path is the client's own unless `params` names another. */
export interface Parts<O extends Operation> {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Partial<Record<keyof QueryInput<O>, string | number | boolean>>>;
  readonly body?: BodyInput<O>;
  /** A body that the types would not let through. */
  readonly json?: unknown;
  readonly bytes?: Uint8Array | ReadableStream<Uint8Array>;
  readonly ifMatch?: number;
  readonly key?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Success<O extends Operation> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerOf<O>;
  /** What was answered by an operation whose answer is a file. */
  readonly bytes: Buffer;
}

export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  readonly problem: Problem;
}

/** One person's way to the API. Whatever is answered must be what the contract declares, or the test fails. */
export class ApiClient {
  readonly url: string;
  readonly tenant: string | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(url: string, tenant: string | null, headers: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.tenant = tenant;
    this.headers = headers;
  }

  /** The same person in another tenant's address. */
  inTenant(tenant: string): ApiClient {
    return new ApiClient(this.url, tenant, this.headers);
  }

  /** The body of a success. Fails when it is refused. */
  async do<O extends Operation>(operation: O, parts: Parts<O> = {}): Promise<AnswerOf<O>> {
    return (await this.succeed(operation, parts)).body;
  }

  /** A success with its status and headers. Fails when it is refused. */
  async succeed<O extends Operation>(operation: O, parts: Parts<O> = {}): Promise<Success<O>> {
    const answer = await this.send(operation, parts);
    if ('problem' in answer)
      assert.fail(`${operation.id} was refused: ${JSON.stringify(answer.problem)}`);
    return answer;
  }

  /** The problem with this code. Fails when it succeeds or is refused for another reason. */
  async refused<O extends Operation>(
    operation: O,
    code: ErrorCode,
    parts: Parts<O> = {},
  ): Promise<Problem> {
    const answer = await this.send(operation, parts);
    if (!('problem' in answer)) assert.fail(`${operation.id} succeeded with ${answer.status}`);
    assert.equal(answer.problem.code, code, JSON.stringify(answer.problem));
    return answer.problem;
  }

  /** The paths of the wrong fields of a 422, each once. */
  async wrongFields<O extends Operation>(operation: O, parts: Parts<O>): Promise<string[]> {
    const { errors = [] } = await this.refused(operation, 'invalid_fields', parts);
    return [...new Set(errors.map(({ field }) => field))];
  }

  async send<O extends Operation>(
    operation: O,
    parts: Parts<O> = {},
  ): Promise<Success<O> | Refusal> {
    const response = await this.fetch(operation.method, this.#address(operation, parts), {
      headers: this.#headers(operation, parts),
      body: bodyOf(parts),
    });
    const declared =
      operation.success.status === response.status || isFoundAgain(operation, response);
    if (declared) return readSuccess(operation, response);
    const refusal = await readRefusal(response);
    assert.ok(
      errorsOf(operation).has(refusal.problem.code),
      `${operation.id} does not declare ${JSON.stringify(refusal.problem)}`,
    );
    return refusal;
  }

  /** Any request with this person's cookie; nothing of the answer is checked. */
  fetch(
    method: string,
    address: string,
    {
      headers = {},
      body = null,
    }: { headers?: Readonly<Record<string, string>>; body?: RequestInit['body'] } = {},
  ): Promise<Response> {
    return fetch(new URL(address, this.url), {
      method: method.toUpperCase(),
      headers: { ...this.headers, ...headers },
      redirect: 'manual',
      body,
      ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
    });
  }

  #address<O extends Operation>(operation: O, { params = {}, query }: Parts<O>): string {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? (name === 'tenant' ? this.tenant : null);
      if (value === null) throw new Error(`${operation.id} needs the parameter ${name}`);
      return encodeURIComponent(value);
    });
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) search.set(name, String(value));
    return `/api/v1${path}${search.size > 0 ? `?${search.toString()}` : ''}`;
  }

  #headers<O extends Operation>(
    operation: O,
    { ifMatch, key, headers = {} }: Parts<O>,
  ): Record<string, string> {
    return {
      ...(operation.body ? { 'content-type': 'application/json' } : {}),
      ...(operation.rawBody ? { 'content-type': 'application/octet-stream' } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...headers,
    };
  }
}

/** Reads a refusal and holds it to RFC 9457 and to what must never leave the process. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const { status, headers } = response;
  const text = await response.text();
  assert.match(
    headers.get('content-type') ?? '',
    /^application\/problem\+json/,
    `${status} ${text}`,
  );
  const problem = problemSchema.parse(JSON.parse(text));
  assert.equal(problem.status, status);
  assert.equal(errorCodes[problem.code].status, status);
  assert.equal(problem.instance, headers.get('x-request-id'));
  const wait = problem.retry_after === undefined ? null : String(problem.retry_after);
  assert.equal(headers.get('retry-after'), wait);
  assert.doesNotMatch(
    text,
    /\.ts:|node_modules|\bat \w+.*:\d+:\d+|SELECT|INSERT|UPDATE |postgres|smart_/,
  );
  return { status, headers, problem };
}

function bodyOf<O extends Operation>({ body, json, bytes }: Parts<O>): RequestInit['body'] {
  if (bytes instanceof ReadableStream) return bytes;
  if (bytes) return new Uint8Array(bytes);
  const value = body ?? json;
  return value === undefined ? null : JSON.stringify(value);
}

/** A file handed in before is found (200), not made (201). */
function isFoundAgain({ id }: Operation, { status }: Response): boolean {
  return id === 'uploadDocument' && status === 200;
}

async function readSuccess<O extends Operation>(
  operation: O,
  response: Response,
): Promise<Success<O>>;
async function readSuccess(
  operation: Operation,
  response: Response,
): Promise<Omit<Success<Operation>, 'body'> & { body: unknown }> {
  const { status, headers } = response;
  assert.equal(headers.get('x-content-type-options'), 'nosniff');
  assert.ok(headers.get('x-request-id'));
  const { body: schema, contentType } = operation.success;
  if (contentType === 'text/event-stream') await response.body?.cancel();
  const bytes = response.bodyUsed ? Buffer.alloc(0) : Buffer.from(await response.arrayBuffer());
  if (!schema) {
    if (contentType)
      assert.ok(
        [contentType].flat().some((type) => headers.get('content-type')?.startsWith(type)),
        headers.get('content-type') ?? '',
      );
    else assert.equal(bytes.length, 0);
    return { status, headers, body: undefined, bytes };
  }
  assert.match(headers.get('content-type') ?? '', /^application\/json/);
  const json: unknown = JSON.parse(bytes.toString('utf8'));
  const body = schema.parse(json);
  assert.deepEqual(body, json, `${operation.id} answers more than the contract declares`);
  if (typeof json === 'object' && json && 'version' in json)
    assert.equal(headers.get('etag'), `"${String(json.version)}"`);
  return { status, headers, body, bytes };
}
