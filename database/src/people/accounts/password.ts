import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

/** OWASP's floor for argon2id: 19 MiB, two passes, one lane. */
const parameters = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 };

/** At most two at once: each takes 19 MiB and a core, and a flood of sign-ins must not take the others' memory. */
const waiting: (() => void)[] = [];
let running = 0;

/** The password's hash as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const tag = await argon2id(password, nonce);
  const { memory, passes, parallelism } = parameters;
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
}

/** Whether it is the password of this PHC string; takes as long when it is not. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, , , , nonce = '', tag = ''] = hash.split('$');
  const expected = Buffer.from(tag, 'base64');
  const given = await argon2id(password, Buffer.from(nonce, 'base64'));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** A hash that no password has, to spend the same time on an e-mail address that nobody has. */
export const nobodysHash = `$argon2id$v=19$m=19456,t=2,p=1$${base64(randomBytes(16))}$${base64(randomBytes(32))}`;

async function argon2id(password: string, nonce: Buffer): Promise<Buffer> {
  if (running >= 2) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return Buffer.from(
      await derive('argon2id', { message: password.normalize('NFKC'), nonce, ...parameters }),
    );
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}

/** Standard base64 without padding, as PHC strings write it. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
