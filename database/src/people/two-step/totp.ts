import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app knows (RFC 6238): SHA-1, six digits, a new code each half minute. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 };
/** Clocks differ and people are slow: the code before and after the current one are right, too. */
const window = 1;

/** A new secret: 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): Buffer {
  return randomBytes(20);
}

/** The half minute, counted from 1970, whose code this is; null when it is none of those about `now`. */
export function totpStepOf(code: string, secret: Uint8Array, now: Date): number | null {
  const delta = TOTP.validate({
    ...parameters,
    token: code,
    secret: new Secret({ buffer: copied(secret) }),
    timestamp: now.getTime(),
    window,
  });
  return delta === null ? null : TOTP.counter({ ...parameters, timestamp: now.getTime() }) + delta;
}

/** A secret as an app takes it. */
export interface TotpKey {
  /** Base32, as people type it. */
  readonly secret: string;
  /** The same with everything that an app wants to know, as `otpauth://…`. */
  readonly address: string;
}

/** The secret for the app of whoever has this e-mail address. */
export function totpKeyOf(email: string, secret: Uint8Array): TotpKey {
  const totp = new TOTP({
    ...parameters,
    issuer: 'Smart Accounting',
    label: email,
    secret: new Secret({ buffer: copied(secret) }),
  });
  return { secret: totp.secret.base32, address: totp.toString() };
}

/** A buffer of Node's may be a part of a larger one. */
function copied(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
