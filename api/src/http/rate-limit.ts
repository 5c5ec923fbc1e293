import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { Refusal } from '@smart-accounting/database/refusal';
import { networkOf } from './network-of.ts';

/** So many requests a minute from one network, counted in this process: the limit is divided over the replicas. */
export function requestRateLimit(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    keyGenerator: networkOf,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, response, next) => {
      const seconds = Number(response.getHeader('Retry-After') ?? 60);
      next(new Refusal('too_many_requests', { retry_after: seconds }));
    },
  });
}
