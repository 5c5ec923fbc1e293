import { randomUUID } from 'node:crypto';
import { type Logger, withLogContext } from '@smart-accounting/monitoring';
import type { RequestHandler } from 'express';
import { withTenantInLog } from './authorize.ts';

/**
 * Gives each request an id (the caller's `X-Request-Id` when it is a plain one), answers with it, and writes one line
 * when the answer is out. Addresses are logged without their query, which can hold what people searched for.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (request, response, next) => {
    const given = request.get('X-Request-Id');
    const requestId = given && /^[\w-]{1,64}$/.test(given) ? given : randomUUID();
    const begun = performance.now();
    response.set('X-Request-Id', requestId);
    response.locals['requestId'] = requestId;
    withLogContext({ requestId }, () =>
      withTenantInLog(request, () => {
        const { method, path } = request;
        response.once('close', () => {
          const ms = Math.round(performance.now() - begun);
          const level = response.statusCode >= 500 ? 'error' : 'info';
          logger[level](
            { method, path, status: response.statusCode, ms, complete: response.writableFinished },
            'request',
          );
        });
        next();
      }),
    );
  };
}
