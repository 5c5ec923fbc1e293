import { tenantStates } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { dashboard } from './dashboard.ts';
import { role } from './identity.ts';
import { operation } from '../operation.ts';
import { tenantId } from '../values.ts';

/** One tenant's open work, the same figures as on its own dashboard. */
export const portfolioRow = z
  .object({
    tenant: tenantId,
    name: z.string(),
    role,
    state: z.enum(tenantStates),
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
  .meta({ id: 'PortfolioRow' });
export type PortfolioRow = z.infer<typeof portfolioRow>;

export const readPortfolio = operation({
  id: 'readPortfolio',
  method: 'get',
  path: '/board',
  tag: 'reports',
  summary: 'What is to be done in each of your tenants, by name',
  access: 'session',
  success: { status: 200, body: z.object({ items: z.array(portfolioRow) }) },
});
