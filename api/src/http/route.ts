import {
  type AnswerOf,
  type BodyOf,
  errorCodes,
  type Operation,
  type ParamsOf,
  type QueryOf,
  type Role,
} from '@smart-accounting/api-contract';
import {
  type IdempotentRequest,
  idempotentRequest,
  keepAnswer,
  keptAnswer,
} from '@smart-accounting/database/idempotency/idempotency';
import type { SignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import type { TenantId } from '@smart-accounting/worker-contract';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Refusal } from '@smart-accounting/database/refusal';
import { refusalOf } from './refusal-of.ts';
import type { Services } from './services.ts';

/** What every handler is given, already validated. */
export interface Call<O extends Operation> {
  readonly params: ParamsOf<O>;
  readonly query: QueryOf<O>;
  readonly body: BodyOf<O>;
  readonly services: Services;
  readonly request: Request;
  readonly response: Response;
}

/** A call by a signed-in person in a tenant in which this role may do it. */
export interface TenantCall<O extends Operation> extends Call<O> {
  readonly tenant: TenantId;
  readonly role: Role;
  readonly signedIn: SignedIn;
  /** The version in If-Match; null when the operation asks for none. */
  readonly version: number | null;
  readonly idempotency: IdempotentRequest | null;
}

/** Who calls; the parts that the access of the operation guarantees are there. */
export interface Caller {
  readonly signedIn: SignedIn | null;
  readonly tenant: TenantId | null;
  readonly role: Role | null;
  /** The key with which a program called; `signedIn` is then the person it acts for. */
  readonly keyId: string | null;
}

/** An operation with the code that does it. */
export interface Route {
  readonly operation: Operation;
  run(caller: Caller, request: Request, response: Response, services: Services): Promise<void>;
}

/** An operation outside of any tenant. `act` gives the answer's body. */
export function route<O extends Operation>(
  operation: O,
  act: (call: Call<O> & { signedIn: SignedIn | null }) => Promise<AnswerOf<O>>,
): Route {
  return {
    operation,
    run: async ({ signedIn }, request, response, services) => {
      const answer = await act({
        ...parts(operation, request),
        services,
        request,
        response,
        signedIn,
      });
      send(operation, response, answer);
    },
  };
}

/** An operation of a signed-in person, outside of any tenant. */
export function personRoute<O extends Operation>(
  operation: O,
  act: (call: Call<O> & { signedIn: SignedIn }) => Promise<AnswerOf<O>>,
): Route {
  return route(operation, ({ signedIn, ...call }) => {
    if (!signedIn) throw new Refusal('not_signed_in');
    return act({ ...call, signedIn });
  });
}

/** An operation that answers by itself (files, event streams); it opens its own units of work. */
export function rawTenantRoute<O extends Operation>(
  operation: O,
  act: (call: TenantCall<O>) => Promise<void>,
): Route {
  return {
    operation,
    run: async (caller, request, response, services) =>
      act(tenantCall(operation, caller, request, response, services)),
  };
}

/**
 * An operation in the books of one tenant: all of `act` is one transaction. With an idempotency key a repeated request
 * gets the answer of the first and does nothing; one running at the same moment waits for it.
 */
export function tenantRoute<O extends Operation>(
  operation: O,
  act: (call: TenantCall<O>) => Promise<AnswerOf<O>>,
): Route {
  return {
    operation,
    run: async (caller, request, response, services) => {
      const call = tenantCall(operation, caller, request, response, services);
      const { database } = services;
      const once = (): Promise<AnswerOf<O>> => withTenant(database, call.tenant, () => act(call));
      send(operation, response, call.idempotency ? await retriedOnKey(once) : await once());
    },
  };
}

/**
 * Does a posting once per idempotency key: a repeated request gets what the first one made, as it is in the books now.
 * @param present the answer, by the id of what was made
 * @param post gives that id; `postEntry` keeps it with the key
 */
export async function postOnce<T>(
  request: IdempotentRequest | null,
  present: (id: string) => Promise<T>,
  post: () => Promise<string>,
): Promise<T> {
  const kept = request ? await keptAnswer(request) : null;
  return present(kept === null ? await post() : onlyId.parse(kept));
}

/** The same for what is no posting. @param kind the name under which the id is kept */
export async function createOnce<T>(
  request: IdempotentRequest | null,
  kind: string,
  present: (id: string) => Promise<T>,
  create: () => Promise<string>,
): Promise<T> {
  return postOnce(request, present, async () => {
    const id = await create();
    if (request) await keepAnswer(request, { [kind]: id });
    return id;
  });
}

/** What is kept with a key: one id under the name of what it is of. */
const onlyId = z
  .record(z.string(), z.uuid())
  .transform((kept) => Object.values(kept)[0])
  .pipe(z.uuid());

/** Two equal requests at once: the second is refused for what the first did, and then answered as that one was. */
async function retriedOnKey<T>(once: () => Promise<T>): Promise<T> {
  try {
    return await once();
  } catch (error) {
    if (errorCodes[refusalOf(error).code].status === 409) return once();
    throw error;
  }
}

function tenantCall<O extends Operation>(
  operation: O,
  { signedIn, tenant, role }: Caller,
  request: Request,
  response: Response,
  services: Services,
): TenantCall<O> {
  if (!signedIn || !tenant || !role) throw new Refusal('not_signed_in');
  const asked = parts(operation, request);
  const key = operation.idempotent ? request.get('Idempotency-Key') : undefined;
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refusal('bad_request', {
      detail: 'Idempotency-Key: 1 to 200 visible ASCII characters.',
    });
  }
  return {
    ...asked,
    services,
    request,
    response,
    tenant,
    role,
    signedIn,
    version: operation.ifMatch ? versionOf(request) : null,
    idempotency: key ? idempotentRequest(key, operation.id, request.path, asked.body) : null,
  };
}

/** The version in If-Match. @throws {Refusal} precondition_required, bad_request */
function versionOf(request: Request): number {
  const header = request.get('If-Match');
  if (header === undefined) throw new Refusal('precondition_required');
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (!match)
    throw new Refusal('bad_request', { detail: 'If-Match: the ETag you read, like "3".' });
  return Number(match[1]);
}

const noParameters = z.object({});

/** Parameters, query and body by the operation's schemas. @throws {ZodError} */
function parts<O extends Operation>(
  operation: O,
  request: Request,
): { params: ParamsOf<O>; query: QueryOf<O>; body: BodyOf<O> };
function parts(
  operation: Operation,
  request: Request,
): { params: unknown; query: unknown; body: unknown } {
  const params: unknown = operation.params?.safeParse(request.params);
  // An address that no resource can have is a resource that is not there.
  if (isFailure(params)) throw new Refusal('not_found');
  const duplicated = Object.entries(request.query).find(([, value]) => typeof value !== 'string');
  if (duplicated)
    throw new Refusal('bad_request', {
      detail: `The parameter ${duplicated[0]} was given more than once.`,
    });
  if (operation.body && !request.is('application/json'))
    throw new Refusal('unsupported_content_type');
  return {
    params: operation.params?.parse(request.params) ?? {},
    query: (operation.query ?? noParameters).strict().parse(request.query),
    body: operation.body?.parse(request.body),
  };
}

function isFailure(result: unknown): boolean {
  return (
    typeof result === 'object' && result !== null && 'success' in result && result.success === false
  );
}

function send(operation: Operation, response: Response, answer: unknown): void {
  if (response.headersSent) return;
  response.status(response.statusCode === 200 ? operation.success.status : response.statusCode);
  if (typeof answer === 'object' && answer !== null && 'version' in answer) {
    response.set('ETag', `"${String(answer.version)}"`);
  }
  if (operation.success.status === 204) response.end();
  else response.json(answer);
}
