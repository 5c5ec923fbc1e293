import { connection } from '#lib/live/connection.svelte.ts';
import { signInAgain } from '#lib/session/sign-in-again.svelte.ts';
import { type Answer, callApi, type CallOptions } from './call-api.ts';
import type { EndpointName } from './endpoints.ts';
import { ApiProblem } from './problem.ts';

/**
 * The API for what a person does on a page. When the session has ended it asks to sign in and then goes on, so that
 * nothing typed is lost; when nothing answers, the bar about the connection appears.
 */
export async function api<Name extends EndpointName>(
  name: Name,
  options: CallOptions<Name>,
): Promise<Answer<Name>> {
  try {
    return await callApi(fetch, name, options);
  } catch (problem) {
    if (!(problem instanceof ApiProblem)) throw problem;
    if (problem.code === 'offline') connection.check();
    if (problem.code !== 'not_signed_in') throw problem;
    await signInAgain.ask();
    return callApi(fetch, name, options);
  }
}

/** A new key for something that must happen once. Also over plain http, where `randomUUID` is missing. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
