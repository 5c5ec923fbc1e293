import { readiness } from '@smart-accounting/monitoring';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { Refusal } from '@smart-accounting/database/refusal';
import { refusalOf, problemOf } from './http/refusal-of.ts';
import { requestRateLimit } from './http/rate-limit.ts';
import { requestLog } from './http/request-log.ts';
import { apiRouter } from './http/router.ts';
import { httpsOnly, secureHeaders } from './http/secure-headers.ts';
import type { Services } from './http/services.ts';
import { documentation } from './openapi/documentation.ts';
import { dependencies } from './dependencies.ts';
import { routes } from './routes.ts';
import { publicUrlOf } from './settings.ts';

/**
 * The path of a request, top to bottom. Within `apiRouter`: authenticate, authorize, validate, act, present.
 * @param portal the web portal's handler; absent where it runs as a process of its own
 */
export function createApp(services: Services, portal?: RequestHandler): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedHop(services.settings.TRUST_PROXY, portal !== undefined));
  app.set('query parser', 'simple');

  app.use(requestLog(services.logger));
  app.use(httpsOnly(publicUrlOf(services.settings)));
  app.get('/healthz', (_request, response) => void response.type('text').send('ok'));
  app.get('/readyz', async (_request, response) => {
    const { ready, checks } = await readiness(dependencies(services));
    response.status(ready ? 200 : 503).json({ ready, checks });
  });
  app.use('/api', secureHeaders);
  app.use('/api', requestRateLimit(services.settings.RATE_LIMIT_PER_MINUTE));
  app.use('/api', documentation());
  app.use('/api/v1', apiRouter(routes, services));
  app.use('/api', () => {
    throw new Refusal('not_found');
  });
  app.use('/api', answerErrors(services));
  if (portal) app.use(callerForPortal, portal);
  return app;
}

/** Errors leave here and nowhere else. Express knows an error handler by its four parameters. */
function answerErrors({ logger }: Services): ErrorRequestHandler {
  return (error, _request, response, _next) => {
    const known = refusalOf(error);
    const problem = problemOf(known, String(response.locals['requestId']));
    if (problem.status >= 500) logger.error({ err: error }, 'request failed');
    else logger.debug({ err: error, code: problem.code }, 'request refused');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    if (problem.retry_after !== undefined) response.set('Retry-After', String(problem.retry_after));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/**
 * Whose word on the caller's address and scheme is taken: that of the proxies before us, and that of the portal in
 * this process, which calls us over the loopback for the person it serves. Without it all people would share the
 * limits of one address.
 * @param proxies how many proxies stand before us
 */
function trustedHop(proxies: number, portalHere: boolean): (peer: string, hop: number) => boolean {
  return (peer, hop) => hop < proxies || (portalHere && hop === 0 && loopback.test(peer));
}

const loopback = /^(::ffff:)?127\.|^::1$/;

/**
 * The portal reads who calls from these headers; its adapter takes https for granted, and without the scheme every
 * form over http would be refused.
 */
const callerForPortal: RequestHandler = (request, _response, next) => {
  request.headers['x-forwarded-proto'] = request.protocol;
  request.headers['x-forwarded-for'] = request.ip;
  next();
};
