import { API_URL } from '$app/env/private';
import type { Handle, HandleFetch, HandleServerError } from '@sveltejs/kit/hooks';
import { chooseLanguage, chooseTheme } from '#lib/preferences.ts';
import { readTableLooks } from '#lib/table/looks-cookie.ts';

/** Language, theme and the looks of tables stand in the first bytes of a page, so that none of them flashes. */
export const handle: Handle = async ({ event, resolve }) => {
  event.locals.language = chooseLanguage(
    event.cookies.get('smart_language'),
    event.request.headers.get('accept-language'),
  );
  event.locals.theme = chooseTheme(event.cookies.get('smart_theme'));
  event.locals.tableLooks = readTableLooks(event.cookies.get('smart_tables'));
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%lang%', event.locals.language).replace('%theme%', event.locals.theme),
    preload: (file) =>
      file.type === 'font' ? file.filename.includes('inter-latin-wght') : file.type !== 'asset',
  });
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
  if (event.url.protocol === 'https:')
    response.headers.set('strict-transport-security', 'max-age=63072000');
  return response;
};

/**
 * A page holds a company's figures: no browser or proxy keeps it, where it could be read after signing out. It uses no
 * device, and no window that another site opened can reach it.
 */
const pageHeaders = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/**
 * Calls of `/api` go to the API itself, with the person's cookie. Not through Kit's own fetch: on one port that would
 * hand the call back to us, for ever.
 */
export const handleFetch: HandleFetch = ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const forwarded = new Request(API_URL + url.pathname + url.search, request);
  for (const name of ['cookie', 'user-agent', 'x-request-id', 'traceparent']) {
    const value = event.request.headers.get(name);
    if (value !== null) forwarded.headers.set(name, value);
  }
  // Kit has already refused forms of other sites; the API would compare this with its own address.
  forwarded.headers.delete('origin');
  forwarded.headers.set('x-forwarded-host', event.url.host);
  forwarded.headers.set('x-forwarded-proto', event.url.protocol.slice(0, -1));
  forwarded.headers.set('x-forwarded-for', event.getClientAddress());
  return globalThis.fetch(forwarded);
};

/** What the API answered is known there already; only what broke in our own pages is worth a line. */
export const handleError: HandleServerError = ({ kind, error, event }) => {
  if (kind !== 'unknown') return;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  console.error(JSON.stringify({ level: 'error', path: event.url.pathname, error: text }));
  return { message: 'internal', code: 'internal' };
};
