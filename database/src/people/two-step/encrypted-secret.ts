import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const ivBytes = 12;
const tagBytes = 16;

/**
 * Encrypts what must be read again and must not be readable in a copy of the database (AES-256-GCM).
 * @param secretKey the setting SECRET_KEY
 * @param owner the id of whose it is: moved to somebody else's row it cannot be read
 */
export function encryptSecret(secret: Uint8Array, secretKey: string, owner: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secretKey), iv).setAAD(Buffer.from(owner));
  const encrypted = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), encrypted]);
}

/** The secret again. @throws {Error} when it was changed, belongs to somebody else, or was encrypted with another key */
export function decryptSecret(encrypted: Buffer, secretKey: string, owner: string): Buffer {
  const iv = encrypted.subarray(0, ivBytes);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secretKey), iv, {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(owner));
  decipher.setAuthTag(encrypted.subarray(ivBytes, ivBytes + tagBytes));
  try {
    const secret = decipher.update(encrypted.subarray(ivBytes + tagBytes));
    return Buffer.concat([secret, decipher.final()]);
  } catch (error) {
    throw new Error('a secret cannot be read: was SECRET_KEY another one when it was kept?', {
      cause: error,
    });
  }
}

function keyOf(secretKey: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'smart-accounting secrets', 32));
}
