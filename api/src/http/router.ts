import type { Operation } from '@smart-accounting/api-contract';
import { httpDuration, withLogContext } from '@smart-accounting/monitoring';
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { Refusal } from '@smart-accounting/database/refusal';
import { authorize } from './authorize.ts';
import type { Route } from './route.ts';
import type { Services } from './services.ts';

const jsonBody: RequestHandler = express.json({ limit: '1mb', strict: true });

/**
 * Mounts the routes. For each the order is the same: authenticate and authorize before a byte of the body is read,
 * then validate, act and present. A method that no route of an address takes is 405.
 */
export function apiRouter(routes: readonly Route[], services: Services): Router {
  const router = Router({ caseSensitive: true, strict: true });
  const methodsByPath = new Map<string, string[]>();
  for (const { operation } of routes) {
    const path = expressPath(operation);
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), operation.method]);
  }
  for (const route of routes) {
    router[route.operation.method](expressPath(route.operation), ...handlersOf(route, services));
  }
  for (const [path, methods] of methodsByPath) {
    router.all(path, (_request, response) => {
      response.set('Allow', methods.map((method) => method.toUpperCase()).join(', '));
      throw new Refusal('method_not_allowed');
    });
  }
  return router;
}

function handlersOf(route: Route, services: Services): RequestHandler[] {
  const { operation } = route;
  const act = async (request: Request, response: Response): Promise<void> => {
    const caller = await authorize(operation, request, services);
    await withLogContext(caller.keyId ? { apiKey: caller.keyId } : {}, async () => {
      if (operation.body) await readJson(request, response);
      await route.run(caller, request, response, services);
    });
  };
  return [
    (request: Request, response: Response, next: NextFunction) => {
      const endTimer = httpDuration.startTimer({ method: operation.method, route: operation.path });
      response.once('close', () => endTimer({ status: String(response.statusCode) }));
      act(request, response).catch(next);
    },
  ];
}

/** Reads the body only now that the caller may send it. */
function readJson(request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void jsonBody(request, response, (error?: unknown) => {
      if (error) reject(error instanceof Error ? error : new Error('the body could not be read'));
      else resolve();
    });
  });
}

function expressPath({ path }: Operation): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}
