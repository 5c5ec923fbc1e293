import type { RequestHandler } from 'express';

/** Two years, as browsers' own lists of such hosts ask for. */
const strictTransport = 'max-age=63072000';

/**
 * Whoever reached us by https comes by nothing else again, on whatever page they began.
 * @param publicUrl address of the portal as people reach it
 */
export function httpsOnly(publicUrl: string): RequestHandler {
  const https = publicUrl.startsWith('https:');
  return (_request, response, next) => {
    if (https) response.set('Strict-Transport-Security', strictTransport);
    next();
  };
}

/** Answers of the API are data: never sniffed, framed, cached by others or run. */
export const secureHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Cache-Control': 'no-store',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
  });
  next();
};
