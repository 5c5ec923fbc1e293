import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { z } from 'zod';

/**
 * What the provisioner can be asked to do to a tenant, with what it must know for it. The rows are written by the
 * command line alone (login `smart_operations`), but for `create`, which registration asks for by a function.
 */
export const requestParameters = {
  create: z.object({}),
  migrate: z.object({}),
  suspend: z.object({}),
  resume: z.object({}),
  erase: z.object({}),
  /** Although the law still wants the books kept; the request's reason is kept in the audit. */
  erase_early: z.object({}),
  restore: z.object({
    archive: z.string().min(1).describe('key in the store of archives'),
    members: z.boolean().describe('whether former members are members again'),
    name: z.string().min(1).nullable().describe("the company's name, when not that of the archive"),
    head: z.string().nullable().describe('a head of the seals kept elsewhere, POSITION:HASH'),
    trust: z.string().nullable().describe("another installation's public key, as PEM"),
    unsigned: z.boolean().describe('whether an archive without any signature is taken'),
  }),
} as const satisfies Record<string, z.ZodType>;

export type TenantVerb = keyof typeof requestParameters;
export type RequestParameters<V extends TenantVerb> = z.infer<(typeof requestParameters)[V]>;

/** A request in the provisioner's hand. */
export const tenantRequestSchema = z.object({
  id: z.uuid(),
  tenant: tenantIdSchema,
  verb: z.enum([
    'create',
    'migrate',
    'suspend',
    'resume',
    'erase',
    'erase_early',
    'restore',
  ] as const satisfies readonly TenantVerb[]),
  parameters: z.unknown(),
  asked_by: z.string(),
  reason: z.string(),
  /** From 1. */
  attempts: z.number().int(),
});
export type TenantRequest = z.infer<typeof tenantRequestSchema>;

/** Who asks, and why. */
export interface Asker {
  readonly askedBy: string;
  readonly reason: string;
}

/** The same of a request, as the audit keeps it with what it led to. */
export interface Asked extends Asker {
  readonly requestId: string;
}

export function askedOf({ id, asked_by: askedBy, reason }: TenantRequest): Asked {
  return { askedBy, reason, requestId: id };
}
