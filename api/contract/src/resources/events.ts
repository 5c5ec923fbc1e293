import { changedResources } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { operation } from '../operation.ts';
import { tenantId } from '../values.ts';

/** A hint that a resource changed: read it again. Hints may be lost; after a reconnect read all that is on screen. */
export const eventHint = z
  .object({
    resource: z.enum(changedResources),
    id: z.string(),
  })
  .meta({ id: 'EventHint' });
export type EventHint = z.infer<typeof eventHint>;

export const streamEvents = operation({
  id: 'streamEvents',
  method: 'get',
  path: '/tenants/{tenant}/events',
  tag: 'events',
  summary: 'Server-sent events: hints that something changed',
  description:
    'Each event has type `hint` and an EventHint as data; a comment every 20 s keeps the line open.',
  access: 'read',
  params: z.object({ tenant: tenantId }),
  success: { status: 200, contentType: 'text/event-stream' },
  errors: ['too_many_streams'],
});
