import { type PortfolioRow, readPortfolio } from '@smart-accounting/api-contract';
import { dateInAmsterdam, type IsoDate } from '@smart-accounting/accounting/iso-date';
import { withTenant } from '@smart-accounting/database/tenancy/with-tenant';
import pMap from 'p-map';
import { payables, toDo, vatDue } from '@smart-accounting/books/dashboard/open-work';
import { personRoute, type Route } from '../http/route.ts';
import type { Services } from '../http/services.ts';
import type { Member } from '@smart-accounting/database/people/sessions/signed-in';

/** Fewer than the pool has connections, so that a person with many tenants holds up nobody. */
const tenantsAtOnce = 4;

export const portfolioRoutes: readonly Route[] = [
  personRoute(readPortfolio, async ({ signedIn, services }) => {
    const today = dateInAmsterdam(services.now());
    const items = await pMap(
      signedIn.memberships.values(),
      (member) => rowOf(member, today, services),
      { concurrency: tenantsAtOnce },
    );
    return { items };
  }),
];

/** One tenant is asked in its own unit of work: no role sees the books of two. */
async function rowOf(
  member: Member,
  today: IsoDate,
  { database, logger }: Services,
): Promise<PortfolioRow> {
  const { tenant, name, role, state } = member;
  const row = { tenant, name, role, state };
  if (state !== 'active') return { ...row, figures: null };
  try {
    const figures = await withTenant(database, tenant, async () => ({
      ...(await toDo()),
      payable: (await payables(today)).payable,
      vat: await vatDue(today),
    }));
    return { ...row, figures };
  } catch (error) {
    logger.warn({ err: error, tenant }, 'the portfolio shows a tenant without figures');
    return { ...row, figures: null };
  }
}
