import { z } from 'zod';
import { email, language, newPassword, password, person } from './identity.ts';
import { operation } from '../operation.ts';
import { id, instant, line } from '../values.ts';

/** The token of a link in a mail; one that is not ours is as good as used. */
export const linkToken = z.string().max(100);

export const updateProfile = operation({
  id: 'updateProfile',
  method: 'patch',
  path: '/profile',
  tag: 'profile',
  summary: 'Change your name or the language of your mails',
  access: 'session',
  body: z.strictObject({ name: line(200).optional(), language: language.optional() }),
  success: { status: 200, body: person },
});

export const changeEmail = operation({
  id: 'changeEmail',
  method: 'post',
  path: '/profile/email',
  tag: 'profile',
  summary: 'Change your e-mail address: sends a link to the new one, which makes it yours',
  access: 'session',
  body: z.strictObject({ email, password }),
  success: { status: 204 },
  errors: ['wrong_password', 'too_many_attempts'],
});

export const sendConfirmation = operation({
  id: 'sendConfirmation',
  method: 'post',
  path: '/profile/confirmation-mail',
  tag: 'profile',
  summary: 'Send the link that confirms your e-mail address once more',
  access: 'session',
  success: { status: 204 },
  errors: ['too_many_attempts'],
});

export const confirmEmail = operation({
  id: 'confirmEmail',
  method: 'post',
  path: '/email-confirmations',
  tag: 'profile',
  summary: 'Confirm an e-mail address with the token of the link',
  access: 'public',
  body: z.strictObject({ token: linkToken }),
  success: { status: 200, body: z.object({ email: z.string() }) },
  errors: ['link_expired', 'email_taken'],
});

export const changePassword = operation({
  id: 'changePassword',
  method: 'post',
  path: '/profile/password',
  tag: 'profile',
  summary: 'Change your password; all your other sessions end',
  access: 'session',
  body: z.strictObject({ password, new_password: newPassword }),
  success: { status: 204 },
  errors: ['wrong_password', 'too_many_attempts', 'weak_password'],
});

export const requestPasswordReset = operation({
  id: 'requestPasswordReset',
  method: 'post',
  path: '/password-resets',
  tag: 'profile',
  summary: 'Send a link to choose a new password',
  description:
    'Answers the same whether anybody has this address. The link works once, within an hour.',
  access: 'public',
  body: z.strictObject({ email }),
  success: { status: 204 },
  errors: ['too_many_attempts'],
});

export const resetPassword = operation({
  id: 'resetPassword',
  method: 'post',
  path: '/password-resets/completion',
  tag: 'profile',
  summary: 'Choose a new password with the token of the link; all your sessions end',
  access: 'public',
  body: z.strictObject({ token: linkToken, password: newPassword }),
  success: { status: 204 },
  errors: ['link_expired', 'weak_password'],
});

export const signedInBrowser = z
  .object({
    id,
    current: z.boolean().describe('the one that asks'),
    user_agent: z.string().nullable(),
    created_at: instant,
    last_seen_at: instant.describe('to the minute'),
  })
  .meta({ id: 'SignedInBrowser' });
export type SignedInBrowser = z.infer<typeof signedInBrowser>;

export const listSessions = operation({
  id: 'listSessions',
  method: 'get',
  path: '/profile/sessions',
  tag: 'profile',
  summary: 'Where you are signed in, last used first',
  access: 'session',
  success: { status: 200, body: z.object({ items: z.array(signedInBrowser) }) },
});

export const endSession = operation({
  id: 'endSession',
  method: 'delete',
  path: '/profile/sessions/{session}',
  tag: 'profile',
  summary: 'Sign out of one browser',
  access: 'session',
  params: z.object({ session: id }),
  success: { status: 204 },
  errors: ['not_found'],
});

export const signOutEverywhere = operation({
  id: 'signOutEverywhere',
  method: 'delete',
  path: '/profile/sessions',
  tag: 'profile',
  summary: 'Sign out of every browser, this one too',
  access: 'session',
  success: { status: 204 },
});
