import type { TenantId } from '@smart-accounting/worker-contract';
import type { ArchiveKey } from './archive-key.ts';

/**
 * What may be removed from a store. It is made of a tenant's id, a document of a tenant, or an archive that was put there
 * for one restore: no text that came from elsewhere, as a request's payload, can become one.
 */
export class ObjectPrefix {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** Everything of a tenant. */
  static ofTenant(tenant: TenantId): ObjectPrefix {
    return new ObjectPrefix(tenant);
  }

  /** A document's file and what was made of it. @param sha256 in hexadecimals @throws {RangeError} */
  static ofDocument(tenant: TenantId, sha256: string): readonly ObjectPrefix[] {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`"${sha256}" is not a SHA-256`);
    return [`${tenant}/${sha256}`, `${tenant}/${sha256}.parts`].map(
      (text) => new ObjectPrefix(text),
    );
  }

  /** An archive that was handed in for one restore; null for one that somebody keeps. */
  static ofHandedIn({ key, handedIn }: ArchiveKey): ObjectPrefix | null {
    return handedIn ? new ObjectPrefix(key) : null;
  }

  toString(): string {
    return this.#text;
  }
}
