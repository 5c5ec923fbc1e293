import { streamEvents } from '@smart-accounting/api-contract';
import { secretOf } from '../http/authorize.ts';
import { rawTenantRoute, type Route } from '../http/route.ts';

export const eventRoutes: readonly Route[] = [
  rawTenantRoute(streamEvents, ({ tenant, signedIn, services, request, response }) => {
    const secret = secretOf(request);
    services.streams.add({ tenant, userId: signedIn.userId, secret, response });
    return Promise.resolve();
  }),
];
