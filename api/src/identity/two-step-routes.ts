import * as contract from '@smart-accounting/api-contract';
import { withIdentity } from '@smart-accounting/database';
import { ApiError } from '../http/api-error.ts';
import { personRoute, type Route } from '../http/route.ts';
import { checkPassword } from './check-password.ts';
import { encryptSecret } from './encrypted-secret.ts';
import { renewRecoveryCodes, takeSecondStep } from './second-step.ts';
import { sessionToken } from './session-cookie.ts';
import { endSessions } from './session-store.ts';
import { countAttempt, forgetAttempts } from './sign-in-attempts.ts';
import { beginTwoStep, lockBegun, switchOffTwoStep, switchOnTwoStep } from './switch-two-step.ts';
import { newTotpSecret, totpKeyOf } from './totp.ts';

export const twoStepRoutes: readonly Route[] = [
  personRoute(contract.beginTwoStep, async ({ body, signedIn, services }) => {
    const { userId, email } = signedIn;
    await checkPassword(services, signedIn, body);
    const secret = newTotpSecret();
    const kept = encryptSecret(secret, services.settings.SECRET_KEY, userId);
    await withIdentity(services.database, () => beginTwoStep(userId, kept));
    return totpKeyOf(email, secret);
  }),

  personRoute(contract.switchOnTwoStep, async ({ body, signedIn, services, request }) => {
    const { userId, email } = signedIn;
    const keys = { secretKey: services.settings.SECRET_KEY, now: services.now() };
    await countAttempt(services.database, `account:${userId}`, null);
    const codes = await withIdentity(services.database, async () => {
      await lockBegun(userId);
      if (!(await takeSecondStep(userId, body.code, keys))) throw new ApiError('wrong_code');
      await endSessions(userId, sessionToken(request));
      return switchOnTwoStep(userId, email);
    });
    await forgetAttempts(services.database, `account:${userId}`);
    services.sessions.forget();
    services.mails.wake();
    return { recovery_codes: codes };
  }),

  personRoute(contract.renewRecoveryCodes, async ({ body, signedIn, services }) => {
    if (!signedIn.twoStep) throw new ApiError('two_step_off');
    await checkPassword(services, signedIn, body);
    const { userId } = signedIn;
    const codes = await withIdentity(services.database, () => renewRecoveryCodes(userId));
    return { recovery_codes: codes };
  }),

  personRoute(contract.switchOffTwoStep, async ({ body, signedIn, services }) => {
    if (!signedIn.twoStep) throw new ApiError('two_step_off');
    await checkPassword(services, signedIn, body);
    const { userId, email } = signedIn;
    await withIdentity(services.database, () => switchOffTwoStep(userId, email));
    services.sessions.forget();
    services.mails.wake();
    return undefined;
  }),
];
