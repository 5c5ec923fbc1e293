import type { Cookies } from '@sveltejs/kit';
import type { Fetch } from '#lib/api/call-api.ts';

interface ParsedCookie {
  readonly name: string;
  readonly value: string;
  readonly options: {
    path: string;
    httpOnly: boolean;
    secure: boolean;
    sameSite: 'lax' | 'strict' | 'none' | false;
    maxAge?: number;
    expires?: Date;
  };
}

/** Reads one `Set-Cookie` line; null when it is none. */
export function parseSetCookie(line: string): ParsedCookie | null {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  if (at < 1) return null;
  const options: ParsedCookie['options'] = {
    path: '/',
    httpOnly: false,
    secure: false,
    sameSite: false,
  };
  for (const attribute of attributes) {
    const [key = '', value = ''] = attribute.split('=');
    const name = key.toLowerCase();
    if (name === 'path') options.path = value;
    else if (name === 'httponly') options.httpOnly = true;
    else if (name === 'secure') options.secure = true;
    else if (name === 'max-age') options.maxAge = Number(value);
    else if (name === 'expires') options.expires = new Date(value);
    else if (name === 'samesite') options.sameSite = sameSiteOf(value);
  }
  return { name: pair.slice(0, at), value: pair.slice(at + 1), options };
}

function sameSiteOf(value: string): ParsedCookie['options']['sameSite'] {
  const lower = value.toLowerCase();
  return lower === 'strict' || lower === 'lax' || lower === 'none' ? lower : false;
}

/** A fetch for form actions: the session cookie the API sets is handed on to the browser, as it is. */
export function forwardingCookies(fetch: Fetch, cookies: Cookies): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    for (const line of response.headers.getSetCookie()) {
      const cookie = parseSetCookie(line);
      if (!cookie) continue;
      cookies.set(cookie.name, cookie.value, { ...cookie.options, encode: (value) => value });
    }
    return response;
  };
}
