import { X509Certificate } from 'node:crypto';

/**
 * Node takes any text for an authority and only says "self-signed" later on.
 * @param where names it to whoever must change it
 * @throws {Error} when the first thing in it is not a certificate
 */
export function checkAuthority(authority: string | Buffer, where: string): void {
  try {
    // Of the two forms that this reads, TLS takes the one with these lines only.
    if (!authority.includes('-----BEGIN')) throw new Error('it is not PEM');
    new X509Certificate(authority);
  } catch (error) {
    throw new Error(`${where} holds no certificate in PEM`, { cause: error });
  }
}
