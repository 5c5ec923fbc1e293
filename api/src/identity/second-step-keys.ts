import type { SecondStepKeys } from '@smart-accounting/database/people/two-step/take-second-step';
import type { Services } from '../http/services.ts';

/** What a code of the second step is checked with now. */
export function secondStepKeys({ settings, now }: Services): SecondStepKeys {
  return { secretKey: settings.SECRET_KEY, now: now() };
}
