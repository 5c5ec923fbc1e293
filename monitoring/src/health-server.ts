import { createServer, type Server, type ServerResponse } from 'node:http';
import { registry } from './metrics.ts';

/** A dependency and how to ask it: rejects when it is not usable. */
export interface Dependency {
  readonly name: string;
  readonly check: () => Promise<void>;
  /** Without it the process can do less, not nothing: that it is away is told, and the process stays ready. */
  readonly spare?: true;
}

/** The answer of `/readyz`: ready only when every dependency is that cannot be spared, each by its name. */
export async function readiness(
  dependencies: readonly Dependency[],
): Promise<{ ready: boolean; checks: Record<string, string> }> {
  const checks: Record<string, string> = {};
  let ready = true;
  await Promise.all(
    dependencies.map(async ({ name, check, spare = false }) => {
      try {
        await withTimeout(check(), 3_000);
        checks[name] = 'ok';
      } catch (error) {
        ready &&= spare;
        checks[name] = error instanceof Error ? error.message : String(error);
      }
    }),
  );
  return { ready, checks };
}

/**
 * Serves `/metrics`, `/healthz` (the process is alive; asks nobody) and `/readyz` on a port of its own, so that they
 * are never open to the outside with the application.
 */
export async function startHealthServer(
  port: number,
  host: string,
  dependencies: readonly Dependency[],
): Promise<Server> {
  const server = createServer((request, response) => {
    void answer(request.url ?? '', response, dependencies);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answer(
  url: string,
  response: ServerResponse,
  dependencies: readonly Dependency[],
): Promise<void> {
  if (url === '/metrics') {
    response.setHeader('content-type', registry.contentType);
    response.end(await registry.metrics());
  } else if (url === '/healthz') {
    response.end('ok');
  } else if (url === '/readyz') {
    const { ready, checks } = await readiness(dependencies);
    response.statusCode = ready ? 200 : 503;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ready, checks }));
  } else {
    response.statusCode = 404;
    response.end('not found\n');
  }
}

async function withTimeout(work: Promise<void>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
