import { z } from 'zod';
import { dashboard } from './dashboard.ts';
import { role } from './identity.ts';
import { operation } from './operation.ts';
import { tenantId } from './values.ts';

/** One tenant's open work, the same figures as on its own dashboard. */
export const boardRow = z
  .object({
    tenant: tenantId,
    name: z.string(),
    role,
    state: z.enum(['creating', 'active', 'suspended']),
    figures: dashboard
      .pick({
        to_review: true,
        ready_to_post: true,
        failed_documents: true,
        payable: true,
        vat: true,
      })
      .nullable()
      .describe('null where the books cannot be opened now'),
  })
  .meta({ id: 'BoardRow' });
export type BoardRow = z.infer<typeof boardRow>;

export const readBoard = operation({
  id: 'readBoard',
  method: 'get',
  path: '/board',
  tag: 'reports',
  summary: 'What is to be done in each of your tenants, by name',
  access: 'session',
  success: { status: 200, body: z.object({ items: z.array(boardRow) }) },
});
