import { z } from 'zod';
import { operation } from '../operation.ts';
import { amount, date, id, instant, tenantId } from '../values.ts';
import { documentCounts } from './documents.ts';

export const dashboard = z
  .object({
    year: z.number().int(),
    to_review: z.number().int(),
    ready_to_post: z.number().int(),
    failed_documents: z.number().int(),
    payable: z.object({ total: amount, overdue: amount, count: z.number().int() }),
    payable_by_age: z.array(
      z.object({
        bucket: z.enum(['not_due', '1_30', '31_60', '61_90', 'over_90']),
        total: amount,
        count: z.number().int(),
      }),
    ),
    result: amount.describe('revenue minus costs of the financial year so far'),
    vat: z.object({
      period: z.string().describe('`2026-Q4`'),
      amount: amount.describe('to pay; negative is a refund'),
      due: date,
    }),
    months: z
      .array(z.object({ month: z.string().describe('`2026-11`'), revenue: amount, costs: amount }))
      .length(12),
    recent: z.array(
      z.object({
        at: instant,
        action: z.string(),
        person: z.string().nullable(),
        subject: z.string(),
        subject_id: z.string(),
        label: z.string().nullable(),
      }),
    ),
    first_steps: z.object({
      has_document: z.boolean(),
      has_entry: z.boolean(),
      has_contact: z.boolean(),
    }),
    latest_open: z.array(
      z.object({
        id,
        supplier_name: z.string().nullable(),
        total: amount.nullable(),
        currency: z.string(),
      }),
    ),
  })
  .meta({ id: 'Dashboard' });
export type Dashboard = z.infer<typeof dashboard>;

export const readDashboard = operation({
  id: 'readDashboard',
  method: 'get',
  path: '/tenants/{tenant}/dashboard',
  tag: 'reports',
  summary: 'The figures an owner looks at',
  access: 'read',
  params: z.object({ tenant: tenantId }),
  success: { status: 200, body: dashboard },
});

export const readCounts = operation({
  id: 'readCounts',
  method: 'get',
  path: '/tenants/{tenant}/counts',
  tag: 'dashboard',
  summary: 'How much waits to be done, as a menu shows it',
  access: 'read',
  params: z.object({ tenant: tenantId }),
  success: { status: 200, body: z.object({ documents: documentCounts }) },
});
