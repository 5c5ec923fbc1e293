import { z } from 'zod';
import { tenantIdSchema } from './tenant-id.ts';

/** What a worker can be asked to do. `provision` is taken only by the provisioner, by no pool. */
export const jobKinds = ['ocr', 'parse', 'seal', 'provision'] as const;
export const jobKindSchema = z.enum(jobKinds);
export type JobKind = z.infer<typeof jobKindSchema>;

/** A message is only a pointer: the row in `platform.jobs` is the truth, so a duplicate is harmless. */
export const jobMessageSchema = z.object({ tenant: tenantIdSchema, job: z.uuid() });
export type JobMessage = z.infer<typeof jobMessageSchema>;

/** What a job's row says to do, by kind. */
export const jobPayloads = {
  ocr: z.object({ document: z.uuid() }),
  parse: z.object({ document: z.uuid() }),
  seal: z.object({}),
  provision: z.discriminatedUnion('verb', [
    z.object({ verb: z.literal('create') }),
    z.object({ verb: z.literal('migrate') }),
    z.object({
      verb: z.literal('restore'),
      archive: z.string().min(1).describe('key of the archive in object storage'),
      discard: z.boolean().describe('whether the archive was put there for this job alone'),
      members: z.boolean().describe('whether former members are members again'),
    }),
    z.object({
      verb: z.literal('erase'),
      force_before: z.iso
        .date()
        .nullable()
        .describe('the operator answers for books that must be kept until this day at the latest'),
    }),
  ]),
} as const satisfies Record<JobKind, z.ZodType>;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobPayloads)[K]>;

/** A hint that something changed; the browser reads the resource again. */
export const eventSchema = z.object({
  tenant: tenantIdSchema,
  resource: z.enum(['document', 'purchase_invoice', 'journal_entry', 'job', 'tenant']),
  id: z.string(),
});
export type Event = z.infer<typeof eventSchema>;
