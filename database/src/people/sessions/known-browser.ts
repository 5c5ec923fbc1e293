import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What a browser is given when somebody is in by it, and shows when they come back: it opens nothing, but what others
 * guess does not lock it out. Signed, and kept nowhere.
 * @param secretKey the setting SECRET_KEY
 */
export function newBrowserToken(userId: string, secretKey: string): string {
  const browser = randomBytes(16).toString('base64url');
  return `${browser}.${signatureOf(browser, userId, secretKey)}`;
}

/** The browser's name, when this person was in by it before; null for any other token. */
export function knownBrowser(
  token: string | null,
  userId: string,
  secretKey: string,
): string | null {
  const [browser = '', signature = ''] = token?.split('.') ?? [];
  const given = Buffer.from(signature);
  const right = Buffer.from(signatureOf(browser, userId, secretKey));
  return given.length === right.length && timingSafeEqual(given, right) ? browser : null;
}

function signatureOf(browser: string, userId: string, secretKey: string): string {
  const key = Buffer.from(hkdfSync('sha256', secretKey, '', 'smart-accounting browsers', 32));
  return createHmac('sha256', key).update(`${browser}.${userId}`).digest('base64url');
}
