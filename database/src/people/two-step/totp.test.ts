import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decryptSecret, encryptSecret } from './encrypted-secret.ts';
import { newTotpSecret, totpKeyOf, totpStepOf } from './totp.ts';

/** The secret and the last six digits of the codes of RFC 6238, appendix B (SHA-1). */
const secret = Buffer.from('12345678901234567890');
const published = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const;

const at = (seconds: number): Date => new Date(seconds * 1000);

describe('a code of an authenticator app', () => {
  for (const [seconds, code] of published) {
    it(`is at ${seconds} s what RFC 6238 says`, () => {
      assert.equal(totpStepOf(code, secret, at(seconds)), Math.floor(seconds / 30));
    });
  }
  it('is right half a minute early and late, and not longer', () => {
    const step = Math.floor(1_234_567_890 / 30);
    for (const late of [-30, 0, 30])
      assert.equal(totpStepOf('005924', secret, at(1_234_567_890 + late)), step);
    for (const late of [-60, 60])
      assert.equal(totpStepOf('005924', secret, at(1_234_567_890 + late)), null);
  });
  it('is wrong for another secret', () => {
    assert.equal(totpStepOf('287082', newTotpSecret(), at(59)), null);
  });
});

describe('the secret of an app', () => {
  it('is given as base32, and as an address that apps know', () => {
    const key = totpKeyOf('eva@example.nl', secret);
    assert.equal(key.secret, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    assert.match(key.address, /^otpauth:\/\/totp\/Smart%20Accounting:eva%40example\.nl\?/);
    assert.equal(new URL(key.address).searchParams.get('secret'), key.secret);
  });
});

describe('an encrypted secret', () => {
  const key = 'a key that only tests would use, of course';

  it('is read again with the key and for the person it was kept for', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.uuid(), (bytes, owner) => {
        const kept = encryptSecret(bytes, key, owner);
        assert.deepEqual(decryptSecret(kept, key, owner), Buffer.from(bytes));
      }),
    );
  });
  it('is another text each time', () => {
    assert.notDeepEqual(encryptSecret(secret, key, 'eva'), encryptSecret(secret, key, 'eva'));
  });
  it('cannot be read with another key, for somebody else, or when a bit of it was changed', () => {
    const kept = encryptSecret(secret, key, 'eva');
    assert.throws(() => decryptSecret(kept, `${key}!`, 'eva'), /SECRET_KEY/);
    assert.throws(() => decryptSecret(kept, key, 'bob'), /SECRET_KEY/);
    for (let byte = 0; byte < kept.length; byte++) {
      const changed = Buffer.from(kept);
      changed[byte] = (changed[byte] ?? 0) ^ 1;
      assert.throws(() => decryptSecret(changed, key, 'eva'), /SECRET_KEY/);
    }
  });
});
