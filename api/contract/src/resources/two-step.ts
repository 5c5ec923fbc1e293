import { z } from 'zod';
import { password, secondStepCode } from './identity.ts';
import { operation } from '../operation.ts';

const recoveryCodes = z.object({
  recovery_codes: z
    .array(z.string())
    .describe('each signs in once instead of a code of the app; shown only now'),
});

export const beginTwoStep = operation({
  id: 'beginTwoStep',
  method: 'post',
  path: '/profile/two-step/setup',
  tag: 'profile',
  summary: 'Begin to switch on two-step sign-in: a secret for your authenticator app',
  access: 'session',
  body: z.strictObject({ password }),
  success: {
    status: 200,
    body: z.object({
      secret: z.string().describe('base32, to type into the app'),
      qr_code: z.string().describe('an SVG picture of the same, to scan'),
    }),
  },
  errors: ['wrong_password', 'two_step_on', 'too_many_attempts'],
});

export const switchOnTwoStep = operation({
  id: 'switchOnTwoStep',
  method: 'post',
  path: '/profile/two-step',
  tag: 'profile',
  summary: 'Switch on two-step sign-in with a code of the app; your other sessions end',
  access: 'session',
  body: z.strictObject({ code: secondStepCode }),
  success: { status: 200, body: recoveryCodes },
  errors: ['wrong_code', 'two_step_on', 'two_step_off', 'too_many_attempts'],
});

export const renewRecoveryCodes = operation({
  id: 'renewRecoveryCodes',
  method: 'post',
  path: '/profile/two-step/recovery-codes',
  tag: 'profile',
  summary: 'New recovery codes; the old ones work no more',
  access: 'session',
  body: z.strictObject({ password, code: secondStepCode }),
  success: { status: 200, body: recoveryCodes },
  errors: ['wrong_password', 'wrong_code', 'two_step_off', 'too_many_attempts'],
});

export const switchOffTwoStep = operation({
  id: 'switchOffTwoStep',
  method: 'post',
  path: '/profile/two-step/removal',
  tag: 'profile',
  summary: 'Switch off two-step sign-in',
  access: 'session',
  body: z.strictObject({ password, code: secondStepCode }),
  success: { status: 204 },
  errors: ['wrong_password', 'wrong_code', 'two_step_off', 'too_many_attempts'],
});
