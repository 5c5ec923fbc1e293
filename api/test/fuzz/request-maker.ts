import fc, { type Arbitrary } from 'fast-check';
import { valuesOf } from './arbitraries.ts';
import type { Chance } from './chance.ts';
import type { DescribedApi, DescribedOperation, JsonSchema } from './described-api.ts';
import type { Sent } from './judge.ts';
import { KnownIds } from './known-ids.ts';
import { broken, brokenJson, oddTexts } from './mutations.ts';

/** Somebody signed in, and the tenant they belong to. */
export interface Person {
  readonly tenant: string;
  readonly cookie: string;
}

/** What people know from their mail. */
export interface Letters {
  /** Addresses of people who have an account, though their sessions are nobody's here. */
  readonly addresses: readonly string[];
  /** What the links that were sent so far hold. */
  tokens(): readonly string[];
}

export interface Request {
  readonly operation: DescribedOperation;
  readonly tenant: string;
  readonly url: string;
  readonly init: RequestInit;
  readonly sent: Sent;
}

/** The first bytes of files that are read, so that some uploads get past the door. */
const fileHeads = ['%PDF-1.7\n', '<?xml version="1.0"?>', '\u0089PNG\r\n\u001a\n', 'no file'];
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Makes requests of what the document says an operation takes; learns from the answers which ids there are. */
export class RequestMaker {
  readonly #url: string;
  readonly #api: DescribedApi;
  readonly #people: readonly Person[];
  readonly #letters: Letters;
  readonly #known: ReadonlyMap<string, KnownIds>;
  readonly #values = new Map<JsonSchema, Arbitrary<unknown>>();

  constructor(url: string, api: DescribedApi, people: readonly Person[], letters: Letters) {
    this.#url = url;
    this.#api = api;
    this.#people = people;
    this.#letters = letters;
    this.#known = new Map(people.map(({ tenant }) => [tenant, new KnownIds()]));
  }

  make(chance: Chance): Request {
    const operation = chance.oneOf(this.#api.operations);
    const person = chance.oneOf(this.#people);
    const withoutSession = chance.oneIn(30);
    const isInTenant = operation.path.includes('{tenant}');
    const ofAnotherTenant = !withoutSession && isInTenant && chance.oneIn(30);
    const strangers = this.#people.filter(({ tenant }) => tenant !== person.tenant);
    const { tenant } = ofAnotherTenant ? chance.oneOf(strangers) : person;
    const draft = new Draft(
      chance,
      chance.oneIn(3),
      this.#known.get(tenant) ?? new KnownIds(),
      this.#letters,
      (schema) => this.#valuesOf(schema),
    );
    const path = draft.path(operation, tenant);
    const headers = new Headers(draft.headers(operation));
    if (!withoutSession) headers.set('cookie', person.cookie);
    const { body, payload, contentType } = draft.payload(operation);
    if (contentType) headers.set('content-type', contentType);
    const query = new URLSearchParams(draft.query(operation)).toString();
    return {
      operation,
      tenant,
      url: `${this.#url}${path}${query === '' ? '' : `?${query}`}`,
      init: { method: operation.method.toUpperCase(), headers, body: payload },
      sent: { withoutSession, ofAnotherTenant, body },
    };
  }

  /** Keeps the ids that the answer to a request holds. */
  learn({ operation, tenant }: Request, answer: unknown): void {
    this.#known.get(tenant)?.learn(collectionOf(operation.path), answer);
  }

  #valuesOf(schema: JsonSchema): Arbitrary<unknown> {
    const known = this.#values.get(schema) ?? valuesOf(schema, this.#api.schemas);
    this.#values.set(schema, known);
    return known;
  }
}

/** One request in the making; broken ones have something wrong in one place or several. */
class Draft {
  readonly #chance: Chance;
  readonly #isBroken: boolean;
  readonly #known: KnownIds;
  readonly #letters: Letters;
  readonly #valuesOf: (schema: JsonSchema) => Arbitrary<unknown>;
  /** The last id in the path: what the request is about. */
  #subject = '';

  constructor(
    chance: Chance,
    isBroken: boolean,
    known: KnownIds,
    letters: Letters,
    values: (schema: JsonSchema) => Arbitrary<unknown>,
  ) {
    this.#chance = chance;
    this.#isBroken = isBroken;
    this.#known = known;
    this.#letters = letters;
    this.#valuesOf = values;
  }

  path({ path, parameters }: DescribedOperation, tenant: string): string {
    return path.replace(/([\w-]+)\/\{(\w+)\}/g, (_whole, collection: string, name: string) => {
      if (name === 'tenant') return `${collection}/${tenant}`;
      const schema = parameters.find((one) => one.name === name)?.schema ?? {};
      this.#subject = this.#text(schema, 6, collection);
      return `${collection}/${encodeURIComponent(this.#subject) || '-'}`;
    });
  }

  query({ parameters }: DescribedOperation): [string, string][] {
    return parameters
      .filter((one) => one.in === 'query' && this.#isSent(one.required))
      .map(({ name, schema }) => [name, this.#text(schema, 2, name)]);
  }

  headers({ parameters }: DescribedOperation): [string, string][] {
    return parameters
      .filter((one) => one.in === 'header' && this.#isSent(one.required))
      .map(({ name }) => [name, name === 'If-Match' ? this.#version() : this.#key()]);
  }

  /** `body` is the JSON value for the judge, undefined when there is none to judge. */
  payload({ requestBody }: DescribedOperation): {
    body: unknown;
    payload: string | null;
    contentType: string | null;
  } {
    if (!requestBody) return { body: undefined, payload: null, contentType: null };
    const contentType =
      this.#isBroken && this.#chance.oneIn(20)
        ? 'text/plain'
        : this.#chance.oneOf(Object.keys(requestBody.content));
    const schema = requestBody.content['application/json']?.schema;
    if (!schema) {
      const bytes =
        this.#chance.oneOf(fileHeads) + this.#chance.draw(fc.string({ maxLength: 200 }));
      return { body: undefined, payload: bytes.toWellFormed(), contentType };
    }
    if (this.#isBroken && this.#chance.oneIn(8))
      return { body: undefined, payload: this.#chance.oneOf(brokenJson), contentType };
    const right = this.#withKnown(this.#chance.draw(this.#valuesOf(schema)), '');
    const body = this.#isBroken ? this.#chance.draw(broken(right)) : right;
    return { body, payload: JSON.stringify(body), contentType };
  }

  #isSent(required: boolean): boolean {
    return required ? !this.#isBroken || !this.#chance.oneIn(8) : this.#chance.oneIn(3);
  }

  #text(schema: JsonSchema, oneBrokenIn: number, name: string): string {
    const value =
      this.#isBroken && this.#chance.oneIn(oneBrokenIn)
        ? this.#chance.oneOf(oddTexts)
        : this.#withKnown(this.#chance.draw(this.#valuesOf(schema)), name);
    return String(value).toWellFormed();
  }

  #version(): string {
    const seen = this.#known.versionOf(this.#subject);
    return `"${seen !== undefined && !this.#chance.oneIn(6) ? seen : this.#chance.oneOf([1, 2, 99])}"`;
  }

  /** Some keys come twice: the second must be answered like the first, or be refused. */
  #key(): string {
    return this.#chance.oneIn(6)
      ? `again-${this.#chance.oneOf([1, 2, 3, 4, 5])}`
      : this.#chance.draw(fc.uuid());
  }

  /** Where the schema wants an id, or what only a mail tells, mostly one that was seen. */
  #withKnown(value: unknown, name: string): unknown {
    if (typeof value === 'string') {
      const known = this.#seen(value, name);
      return known.length > 0 && !this.#chance.oneIn(10) ? this.#chance.oneOf(known) : value;
    }
    if (Array.isArray(value)) return value.map((part) => this.#withKnown(part, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, part]) => [key, this.#withKnown(part, key)]),
    );
  }

  #seen(value: string, name: string): readonly string[] {
    if (name === 'token') return this.#letters.tokens();
    if (name === 'email') return this.#letters.addresses;
    return uuidPattern.test(value) ? this.#known.of(name) : [];
  }
}

/** What the answers of a path are of: its last part that is neither a parameter nor a verb on one thing. */
function collectionOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.findLastIndex((part) => part.startsWith('{') && part !== '{tenant}');
  return parts[last === -1 ? parts.length - 1 : last - 1] ?? '';
}
