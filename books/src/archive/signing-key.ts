import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { type ArchiveSignature, DamagedArchive, UntrustedArchive } from './archive-format.ts';

/** What is signed begins with these bytes, so that a signature for another purpose can never serve as one of ours. */
const purpose = Buffer.from('smart-accounting archive manifest\n');

/** The key with which an installation signs the archives of its tenants (Ed25519). */
export class SigningKey {
  readonly #privateKey: KeyObject;
  /** The public half, PEM: what another installation is given to trust us. */
  readonly publicKey: string;

  /** @param pem a private key, PKCS 8 @throws {RangeError} when it is no Ed25519 key */
  constructor(pem: string) {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType !== 'ed25519') throw new RangeError('the key is not an Ed25519 key');
    this.#privateKey = key;
    this.publicKey = pemOf(createPublicKey(key));
  }

  sign(manifest: Buffer): ArchiveSignature {
    const signature = sign(null, Buffer.concat([purpose, manifest]), this.#privateKey);
    return { signature: signature.toString('base64'), key: this.publicKey };
  }
}

/**
 * Reads the installation's key.
 * @throws {Error} when the file is everybody's to read
 */
export async function readSigningKey(file: string): Promise<SigningKey> {
  const { mode } = await stat(file);
  if (mode & 0o007)
    throw new Error(`${file} holds a private key and is open to every user: chmod 600 ${file}`);
  return new SigningKey(await readFile(file, 'utf8'));
}

/** Whose signatures are taken: those of these public keys. */
export class TrustedKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @param pem any number of public keys one after the other @throws {RangeError} when one is no Ed25519 key */
  constructor(pem: string) {
    const texts = pem.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? [];
    if (texts.length === 0) throw new RangeError('there is no public key in it (PEM)');
    this.#keys = new Map(
      texts.map((text) => {
        const key = createPublicKey(text);
        if (key.asymmetricKeyType !== 'ed25519')
          throw new RangeError('a key is not an Ed25519 key');
        return [pemOf(key), key];
      }),
    );
  }

  /** @throws {UntrustedArchive} when the key is not one of these @throws {DamagedArchive} when the signature is not of this manifest */
  check(manifest: Buffer, { signature, key }: ArchiveSignature): void {
    const trusted = this.#keys.get(key);
    if (!trusted)
      throw new UntrustedArchive(
        `it is signed by a key that is not trusted here (${fingerprint(key)}): give that installation's public key with --trust (--unsigned is for an archive without any signature)`,
      );
    const bytes = Buffer.concat([purpose, manifest]);
    if (!verify(null, bytes, trusted, Buffer.from(signature, 'base64')))
      throw new DamagedArchive('its signature does not fit its manifest');
  }
}

/** By which people tell keys apart: the beginning of the SHA-256 of its text. */
export function fingerprint(publicKey: string): string {
  return createHash('sha256').update(publicKey.trim()).digest('hex').slice(0, 16);
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
