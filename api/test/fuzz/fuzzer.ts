import type { DescribedApi } from './described-api.ts';
import { Chance } from './chance.ts';
import { type Answer, Judge } from './judge.ts';
import { type Letters, type Person, type Request, RequestMaker } from './request-maker.ts';

export interface FuzzOptions {
  readonly url: string;
  readonly api: DescribedApi;
  /** Who sends requests; each belongs to one tenant, and two of them at least to different ones. */
  readonly people: readonly Person[];
  readonly letters: Letters;
  readonly requests: number;
  readonly seed: number;
  /** How many requests are under way at once. */
  readonly atOnce?: number;
  /** Operations left alone, by id: what they do ends the run. */
  readonly except?: ReadonlySet<string>;
}

export interface FuzzTally {
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Operations that were never done, only refused. */
  readonly neverDone: readonly string[];
  /** What was wrong, each once, with the request that showed it. */
  readonly complaints: readonly string[];
}

/** Sends requests made of the OpenAPI document, right and wrong ones, and judges every answer by it. */
export async function fuzz(options: FuzzOptions): Promise<FuzzTally> {
  const { api, requests, seed, atOnce = 4, except } = options;
  const operations = api.operations.filter(({ operationId }) => !except?.has(operationId));
  const maker = new RequestMaker(
    options.url,
    { ...api, operations },
    options.people,
    options.letters,
  );
  const judge = new Judge(api);
  const statuses = new Map<number, number>();
  const done = new Set<string>();
  const complaints = new Map<string, string>();
  const sendFrom = async (first: number): Promise<void> => {
    for (let n = first; n < requests; n += atOnce) {
      const request = maker.make(new Chance(seed + n));
      const { operation, sent } = request;
      const answer = await answerTo(request);
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status < 300) done.add(operation.operationId);
      if (answer.status < 300) maker.learn(request, jsonOf(answer));
      const found = judge.complaints(operation, sent, answer);
      if (isRepeatable(request, answer) && !isSame(answer, await answerTo(request)))
        found.push('answers a repeat with the same key otherwise');
      for (const complaint of found) {
        const kind = `${operation.operationId} ${complaint.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')}`;
        complaints.set(kind, complaints.get(kind) ?? `${kind}\n    ${shown(request)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, slot) => sendFrom(slot)));
  return {
    statuses: Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
    neverDone: operations.map(({ operationId }) => operationId).filter((id) => !done.has(id)),
    complaints: [...complaints.values()],
  };
}

/** The stream of events never ends, so only its head is looked at. */
async function answerTo({ url, init }: Request): Promise<Answer> {
  const stop = new AbortController();
  const answer = await fetch(url, { ...init, signal: stop.signal });
  const contentType = answer.headers.get('content-type') ?? '';
  const text = contentType.startsWith('text/event-stream') ? '' : await answer.text();
  stop.abort();
  return { status: answer.status, contentType, text };
}

function jsonOf({ contentType, text }: Answer): unknown {
  return contentType.startsWith('application/json') ? JSON.parse(text) : null;
}

/** Done with an idempotency key: the same again must be answered the same. */
function isRepeatable({ init, operation }: Request, { status }: Answer): boolean {
  return (
    status < 300 && operation.method !== 'get' && new Headers(init.headers).has('Idempotency-Key')
  );
}

function isSame(a: Answer, b: Answer): boolean {
  return a.status === b.status && a.text === b.text;
}

function shown({ url, init }: Request): string {
  const body = typeof init.body === 'string' ? init.body.slice(0, 600) : '';
  return `${init.method ?? 'GET'} ${url} ${body}`;
}
