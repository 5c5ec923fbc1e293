import { streamEvents } from '@smart-accounting/api-contract';
import { rawTenantRoute, type Route } from '../http/route.ts';

export const eventRoutes: readonly Route[] = [
  rawTenantRoute(streamEvents, ({ tenant, services, response }) => {
    services.streams.add(tenant, response);
    return Promise.resolve();
  }),
];
