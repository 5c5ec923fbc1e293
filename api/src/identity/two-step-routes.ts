import * as contract from '@smart-accounting/api-contract';
import {
  beginTwoStep,
  renewRecoveryCodes,
  switchOffTwoStep,
  switchOnTwoStep,
} from '@smart-accounting/database/people/two-step/switch-two-step';
import encodeQr from 'qr';
import { personRoute, type Route } from '../http/route.ts';
import { secondStepKeys } from './second-step-keys.ts';
import { sessionToken } from './session-cookie.ts';

export const twoStepRoutes: readonly Route[] = [
  personRoute(contract.beginTwoStep, async ({ body, signedIn, services }) => {
    const { database, settings } = services;
    const { secret, address } = await beginTwoStep(
      database,
      signedIn,
      body.password,
      settings.SECRET_KEY,
    );
    return { secret, qr_code: encodeQr(address, 'svg', { border: 4 }) };
  }),

  personRoute(contract.switchOnTwoStep, async ({ body, signedIn, services, request }) => {
    const given = { code: body.code, keptToken: sessionToken(request) };
    const keys = secondStepKeys(services);
    const codes = await switchOnTwoStep(services.database, signedIn, given, keys);
    services.sessions.forget();
    services.mails.wake();
    return { recovery_codes: codes };
  }),

  personRoute(contract.renewRecoveryCodes, async ({ body, signedIn, services }) => {
    const keys = secondStepKeys(services);
    return {
      recovery_codes: await renewRecoveryCodes(services.database, signedIn, body, keys),
    };
  }),

  personRoute(contract.switchOffTwoStep, async ({ body, signedIn, services }) => {
    await switchOffTwoStep(services.database, signedIn, body, secondStepKeys(services));
    services.sessions.forget();
    services.mails.wake();
    return undefined;
  }),
];
