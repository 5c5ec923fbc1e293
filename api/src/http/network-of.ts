import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/**
 * Where a request comes from, as it is counted: an IPv4 address, or the first 64 bits of an IPv6 one, for whoever has
 * one of those has all that follow.
 */
export function networkOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? '', 64);
}
