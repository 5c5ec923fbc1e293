import { type Dispatcher, request as send } from 'undici';
import { z } from 'zod';
import type { ClusterConnection, Identity } from './cluster-connection.ts';

export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Absent: plain JSON. A patch says here what kind of patch it is. */
  readonly contentType?: string;
}

/** The API server answered, and refused. */
export class ApiError extends Error {
  readonly status: number;
  /** Kubernetes' own word: `Conflict`, `AlreadyExists`, `Expired` … */
  readonly reason: string;

  constructor(status: number, reason: string, message: string) {
    super(message);
    this.status = status;
    this.reason = reason;
  }
}

/** A `Status` object, as an answer or inside a watch. */
export const statusSchema = z.object({
  code: z.int().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
});

/** So many characters of an answer that is no `Status` are told. */
const excerpt = 300;
/** As the API server notes who sent a request. */
const userAgent = 'smart-accounting-operator';

/**
 * Speaks HTTP with an API server. New connections are opened after a failure, so that a dead one costs one request.
 *
 * The API classes of `@kubernetes/client-node` are not used: they know no time limit for a request, check nothing of an
 * answer, and keep whole objects of which we read a few fields.
 */
export class ApiClient {
  readonly #connection: ClusterConnection;
  readonly #timeoutMs: number;

  constructor(connection: ClusterConnection, { timeoutMs = 10_000 } = {}) {
    this.#connection = connection;
    this.#timeoutMs = timeoutMs;
  }

  /**
   * The parsed answer.
   * @param timeoutMs after so long without a whole answer the request fails
   * @throws {ApiError} when the server refuses
   */
  async request<T>(
    request: ApiRequest,
    schema: z.ZodType<T>,
    timeoutMs = this.#timeoutMs,
  ): Promise<T> {
    const { body, identity } = await this.#send(request, AbortSignal.timeout(timeoutMs));
    const text = await body.text().catch((error: unknown) => this.#broken(error, identity));
    return schema.parse(JSON.parse(text));
  }

  /**
   * The lines of an answer that goes on and on.
   * @param limits.silenceMs after so long without a byte it is taken for dead
   */
  async *lines(
    request: ApiRequest,
    { signal, silenceMs }: { readonly signal: AbortSignal; readonly silenceMs: number },
  ): AsyncGenerator<string> {
    const silence = new AbortController();
    const timer = setTimeout(
      () => silence.abort(new Error(`nothing was heard for ${silenceMs} ms`)),
      silenceMs,
    );
    let used: Identity | undefined;
    try {
      const { body, identity } = await this.#send(
        request,
        AbortSignal.any([signal, silence.signal]),
      );
      used = identity;
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of body) {
        timer.refresh();
        const parts = (
          rest + decoder.decode(z.instanceof(Uint8Array).parse(chunk), { stream: true })
        ).split('\n');
        rest = parts.pop() ?? '';
        for (const line of parts) if (line !== '') yield line;
      }
    } catch (error) {
      if (!signal.aborted && used) this.#broken(error, used);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends connections nobody uses any more. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  async #send(
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<{ body: Dispatcher.ResponseData['body']; identity: Identity }> {
    for (let first = true; ; first = false) {
      const identity = await before(signal, this.#connection.identity());
      const { statusCode, body } = await this.#sendAs(identity, request, signal).catch(
        (error: unknown) => this.#broken(error, identity),
      );
      if (statusCode < 300) return { body, identity };
      const text = await body.text();
      // Nothing was done for somebody who is not known: it may be asked for again.
      const again = statusCode === 401 && this.#connection.refused(identity) && first;
      if (!again) throw refusal(statusCode, text);
    }
  }

  #sendAs(
    { headers, dispatcher }: Identity,
    { method, path, query = {}, body, contentType = 'application/json' }: ApiRequest,
    signal: AbortSignal,
  ): Promise<Dispatcher.ResponseData> {
    const url = new URL(`${this.#connection.server}${path}`);
    for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
    const content = body === undefined ? {} : { 'content-type': contentType };
    return send(url, {
      method,
      headers: { ...headers, ...content, accept: 'application/json', 'user-agent': userAgent },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
      dispatcher,
    });
  }

  #broken(error: unknown, identity: Identity): never {
    this.#connection.broken(identity);
    throw error;
  }
}

/** What `promise` gives, unless the signal comes first; what it gives later is for others. */
function before<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}

function refusal(status: number, text: string): ApiError {
  const parsed = statusSchema.safeParse(parsedOrNull(text));
  const { reason, message } = parsed.data ?? {};
  return new ApiError(status, reason ?? '', message ?? `${status}: ${text.slice(0, excerpt)}`);
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
