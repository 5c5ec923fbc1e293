import type { z } from 'zod';
import type { ErrorCode } from './error-codes.ts';

/** What an API key can be given: work in the books, never who may enter them. */
export const scopes = [
  'read',
  'documents.write',
  'invoices.write',
  'invoices.post',
  'contacts.write',
  'entries.post',
  'accounts.write',
  'jobs.retry',
] as const;
export type Scope = (typeof scopes)[number];

/**
 * What somebody must be allowed to do. `public` needs no session, `session` a signed-in person, `operator` one who runs
 * the platform; all others are asked in the tenant of the path. Which role has which is one table in the API.
 */
export const permissions = [
  ...scopes,
  'members.read',
  'members.manage',
  'api_keys.manage',
  'company.write',
] as const;
export type Permission = (typeof permissions)[number];
export type Access = 'public' | 'session' | 'operator' | Permission;

/** One operation of the API; the router, the OpenAPI document, the access matrix and the portal's client are made of it. */
export interface Operation {
  readonly id: string;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api/v1`, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** A body that is no JSON: the bytes of a file. */
  readonly rawBody?: readonly string[];
  /** Takes `Idempotency-Key`: repeated within thirty days, it answers what it answered and does nothing more. */
  readonly idempotent?: boolean;
  /** Wants `If-Match` with the version that was read. */
  readonly ifMatch?: boolean;
  readonly success: {
    readonly status: 200 | 201 | 204;
    readonly body?: z.ZodType;
    /** Of an answer that is no JSON; several when the request chooses. */
    readonly contentType?: string | readonly string[];
  };
  /** Errors of its own, beside those that every operation of its access can give. */
  readonly errors?: readonly ErrorCode[];
}

/** Keeps the exact types of an operation while checking its shape. */
export function operation<const T extends Operation>(definition: T): T {
  return definition;
}

export type ParamsOf<T extends Operation> = T['params'] extends z.ZodObject
  ? z.output<T['params']>
  : Record<string, never>;
export type QueryOf<T extends Operation> = T['query'] extends z.ZodObject
  ? z.output<T['query']>
  : Record<string, never>;
export type QueryInput<T extends Operation> = T['query'] extends z.ZodObject
  ? z.input<T['query']>
  : Record<string, never>;
export type BodyOf<T extends Operation> = T['body'] extends z.ZodType
  ? z.output<T['body']>
  : undefined;
export type BodyInput<T extends Operation> = T['body'] extends z.ZodType
  ? z.input<T['body']>
  : undefined;
export type AnswerOf<T extends Operation> = T['success']['body'] extends z.ZodType
  ? z.output<T['success']['body']>
  : undefined;
