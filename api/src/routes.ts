import { apiKeyRoutes } from './api-keys/routes.ts';
import { portfolioRoutes } from './portfolio/routes.ts';
import { companyRoutes } from './company/routes.ts';
import { contactRoutes } from './contacts/routes.ts';
import { dashboardRoutes } from './dashboard/routes.ts';
import { documentRoutes } from './documents/routes.ts';
import { eventRoutes } from './events/routes.ts';
import type { Route } from './http/route.ts';
import { profileRoutes } from './identity/profile-routes.ts';
import { identityRoutes } from './identity/routes.ts';
import { twoStepRoutes } from './identity/two-step-routes.ts';
import { jobRoutes } from './jobs/routes.ts';
import { accountRoutes } from './ledger/account-routes.ts';
import { entryRoutes } from './ledger/entry-routes.ts';
import { memberRoutes } from './members/routes.ts';
import { poolRoutes } from './pools/routes.ts';
import { purchaseInvoiceRoutes } from './purchase-invoices/routes.ts';

/** Every operation with the code that does it; a test compares it with the contract's list. */
export const routes: readonly Route[] = [
  ...identityRoutes,
  ...profileRoutes,
  ...twoStepRoutes,
  ...memberRoutes,
  ...apiKeyRoutes,
  ...portfolioRoutes,
  ...documentRoutes,
  ...purchaseInvoiceRoutes,
  ...companyRoutes,
  ...contactRoutes,
  ...accountRoutes,
  ...entryRoutes,
  ...dashboardRoutes,
  ...jobRoutes,
  ...poolRoutes,
  ...eventRoutes,
];
