import type { Request } from 'express';

/** The key in the request's `Authorization: Bearer`, whatever it is; null without one. */
export function bearerToken(request: Request): string | null {
  return /^Bearer +(\S+) *$/i.exec(request.get('Authorization') ?? '')?.[1] ?? null;
}
