import { readCounts, readDashboard } from '@smart-accounting/api-contract';
import { dateInAmsterdam, yearOf } from '@smart-accounting/accounting/iso-date';
import { formatMinor } from '@smart-accounting/accounting/money';
import { payables, toDo, vatDue } from '@smart-accounting/books/dashboard/open-work';
import {
  firstSteps,
  latestOpen,
  recentEvents,
  resultByMonth,
} from '@smart-accounting/books/dashboard/overview';
import { countDocuments } from '@smart-accounting/books/documents/list-documents';
import { type Route, tenantRoute } from '../http/route.ts';

export const dashboardRoutes: readonly Route[] = [
  tenantRoute(readDashboard, async ({ services }) => {
    const today = dateInAmsterdam(services.now());
    const months = await resultByMonth(yearOf(today));
    return {
      year: yearOf(today),
      ...(await toDo()),
      ...(await payables(today)),
      vat: await vatDue(today),
      result: formatMinor(months.reduce((sum, month) => sum + month.revenue - month.costs, 0n)),
      months: months.map(({ month, revenue, costs }) => ({
        month,
        revenue: formatMinor(revenue),
        costs: formatMinor(costs),
      })),
      recent: await recentEvents(),
      first_steps: await firstSteps(),
      latest_open: await latestOpen(),
    };
  }),

  tenantRoute(readCounts, async () => ({ documents: { ...(await countDocuments()) } })),
];
