import { Agent, type Dispatcher, fetch, type Response } from 'undici';
import { z } from 'zod';
import type { ClusterAccess } from './cluster-access.ts';

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
/** Certificates of the user or of the cluster may be renewed below us: connections are, too. */
const dispatcherMs = 10 * 60_000;
/** Tokens in files are renewed below us, and are read again so often. */
const identityMs = 10_000;

/** Speaks HTTP with an API server. New connections are opened after a failure, so that a dead one costs one request. */
export class ApiClient {
  readonly #access: ClusterAccess;
  readonly #timeoutMs: number;
  #identity: { readonly headers: Record<string, string>; readonly sinceMs: number } | null = null;
  #dispatcher: { readonly dispatcher: Dispatcher; readonly sinceMs: number } | null = null;

  constructor(access: ClusterAccess, { timeoutMs = 10_000 } = {}) {
    this.#access = access;
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
    const { response, used } = await this.#send(request, AbortSignal.timeout(timeoutMs));
    const text = await response.text().catch((error: unknown) => this.#broken(error, used));
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
    let connection: Dispatcher | undefined;
    try {
      const { response, used } = await this.#send(
        request,
        AbortSignal.any([signal, silence.signal]),
      );
      connection = used;
      if (!response.body) return;
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of response.body) {
        timer.refresh();
        const parts = (
          rest + decoder.decode(z.instanceof(Uint8Array).parse(chunk), { stream: true })
        ).split('\n');
        rest = parts.pop() ?? '';
        for (const line of parts) if (line !== '') yield line;
      }
    } catch (error) {
      if (!signal.aborted && connection) this.#broken(error, connection);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends connections nobody uses any more. */
  async close(): Promise<void> {
    await this.#dispatcher?.dispatcher.destroy();
    this.#dispatcher = null;
  }

  async #send(
    request: ApiRequest,
    signal: AbortSignal,
  ): Promise<{ response: Response; used: Dispatcher }> {
    const url = new URL(`${this.#access.server}${request.path}`);
    for (const [key, value] of Object.entries(request.query ?? {}))
      url.searchParams.set(key, value);
    const used = this.#connections();
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const headers = {
      ...this.#whoWeAre(),
      accept: 'application/json',
      ...(body === null ? {} : { 'content-type': request.contentType ?? 'application/json' }),
    };
    const response = await fetch(url, {
      method: request.method,
      headers,
      body,
      signal,
      dispatcher: used,
    }).catch((error: unknown) => this.#broken(error, used));
    if (response.ok) return { response, used };
    if (response.status === 401) this.#identity = null; // the token may have been renewed
    throw refusal(response.status, await response.text());
  }

  #whoWeAre(): Record<string, string> {
    const nowMs = performance.now();
    if (!this.#identity || nowMs - this.#identity.sinceMs >= identityMs)
      this.#identity = { headers: this.#access.headers(), sinceMs: nowMs };
    return this.#identity.headers;
  }

  #connections(): Dispatcher {
    const nowMs = performance.now();
    if (this.#dispatcher && nowMs - this.#dispatcher.sinceMs >= dispatcherMs) this.#drop();
    this.#dispatcher ??= {
      dispatcher: new Agent({ connect: this.#access.tls() }),
      sinceMs: nowMs,
    };
    return this.#dispatcher.dispatcher;
  }

  /** Who still waits for an answer on the old connections may get it. */
  #drop(): void {
    this.#dispatcher?.dispatcher.close().catch(() => {}); // it was being given up
    this.#dispatcher = null;
  }

  /** What others have opened since is left alone. */
  #broken(error: unknown, used: Dispatcher): never {
    if (this.#dispatcher?.dispatcher === used) this.#drop();
    throw error;
  }
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
