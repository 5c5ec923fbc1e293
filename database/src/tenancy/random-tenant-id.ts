import { randomInt } from 'node:crypto';
import { type TenantId, tenantIdSchema } from '@smart-accounting/worker-contract';

const letters = 'abcdefghijkmnpqrstuvwxyz';
const lettersAndDigits = `${letters}23456789`;

/** A new tenant's id: twelve characters without look-alikes, 59 bits of chance, beginning with a letter. */
export function randomTenantId(): TenantId {
  const rest = Array.from({ length: 11 }, () =>
    lettersAndDigits.charAt(randomInt(lettersAndDigits.length)),
  );
  return tenantIdSchema.parse(letters.charAt(randomInt(letters.length)) + rest.join(''));
}
