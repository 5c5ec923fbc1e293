import { createHash, randomBytes } from 'node:crypto';

/** A new secret of 256 bits as text that an address or a header can hold. It is given out once and kept nowhere. */
export function newSecretToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database keeps of a secret: its SHA-256, so that nobody can use what stands in a copy of the table. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
