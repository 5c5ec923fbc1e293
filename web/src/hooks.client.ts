import type { HandleClientError } from '@sveltejs/kit/hooks';
import { connection } from '#lib/live/connection.svelte.ts';

/** A page whose parts could not be fetched is one without a connection; anything else that breaks here is our own fault. */
export const handleError: HandleClientError = ({ kind, error }) => {
  if (kind !== 'unknown') return;
  const code = connection.away ? 'offline' : 'internal';
  if (code === 'internal') console.error(error);
  return { message: code, code };
};
