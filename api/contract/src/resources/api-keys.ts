import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { password, secondStepCode } from './identity.ts';
import { operation, scopes } from '../operation.ts';
import { id, instant, line, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });

export const apiKey = z
  .object({
    id,
    name: z.string(),
    hint: z.string().describe('how the key begins, to tell one from another'),
    scopes: z.array(z.enum(scopes)),
    created_by: z
      .string()
      .nullable()
      .describe('who made it, and for whom it acts; null: a member no more, so it does nothing'),
    created_at: instant,
    expires_at: instant.nullable(),
    last_used_at: instant.nullable().describe('to the minute'),
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.infer<typeof apiKey>;

export const listApiKeys = operation({
  id: 'listApiKeys',
  method: 'get',
  path: '/tenants/{tenant}/api-keys',
  tag: 'api keys',
  summary: 'The keys of programs, latest first',
  access: 'api_keys.manage',
  params: inTenant,
  success: { status: 200, body: z.object({ items: z.array(apiKey) }) },
});

export const exportApiKeys = operation({
  ...exportOf(listApiKeys),
  id: 'exportApiKeys',
  summary: 'The keys of programs, latest first, as a file; never the keys themselves',
  query: exportQuery,
});

export const createApiKey = operation({
  id: 'createApiKey',
  method: 'post',
  path: '/tenants/{tenant}/api-keys',
  tag: 'api keys',
  summary: 'Make a key for a program; it is shown in this answer and never again',
  description:
    'Send it as `Authorization: Bearer KEY`. It works for this tenant only, and never does more than whoever made it may.',
  access: 'api_keys.manage',
  params: inTenant,
  body: z.strictObject({
    name: line(100),
    scopes: z
      .array(z.enum(scopes))
      .min(1)
      .refine((list) => new Set(list).size === list.length, 'each scope once'),
    expires_at: instant.nullish(),
    password: password.describe('your own, again: a key outlives the session it is made in'),
    code: secondStepCode.optional().describe('of your second step, where it is on'),
  }),
  success: { status: 201, body: z.object({ key: z.string(), api_key: apiKey }) },
  errors: ['wrong_password', 'code_required', 'wrong_code', 'too_many_attempts'],
});

export const revokeApiKey = operation({
  id: 'revokeApiKey',
  method: 'delete',
  path: '/tenants/{tenant}/api-keys/{key}',
  tag: 'api keys',
  summary: 'Revoke a key: it works no more',
  access: 'api_keys.manage',
  params: inTenant.extend({ key: id }),
  success: { status: 204 },
});

/** A key that acts for the person who asks, and where. */
export const ownApiKey = apiKey
  .omit({ created_by: true })
  .extend({ tenant: z.object({ id: tenantId, name: z.string() }) })
  .meta({ id: 'OwnApiKey' });
export type OwnApiKey = z.infer<typeof ownApiKey>;

export const listOwnApiKeys = operation({
  id: 'listOwnApiKeys',
  method: 'get',
  path: '/profile/api-keys',
  tag: 'profile',
  summary: 'The keys of programs that act for you, in all tenants, latest first',
  access: 'session',
  success: { status: 200, body: z.object({ items: z.array(ownApiKey) }) },
});

export const revokeOwnApiKey = operation({
  id: 'revokeOwnApiKey',
  method: 'delete',
  path: '/profile/api-keys/{key}',
  tag: 'profile',
  summary: 'Revoke a key that acts for you: it works no more',
  access: 'session',
  params: z.object({ key: id }),
  success: { status: 204 },
  errors: ['not_found'],
});
