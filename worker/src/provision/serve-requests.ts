import { setTimeout as pause } from 'node:timers/promises';
import {
  settleRequest,
  takeRequest,
} from '@smart-accounting/database/tenant-requests/take-request';
import type {
  TenantRequest,
  TenantVerb,
} from '@smart-accounting/database/tenant-requests/tenant-request';
import { type Logger, tenantRequestsSettled, withLogContext } from '@smart-accounting/monitoring';
import pg from 'pg';

/** The sweep is the truth, the notification only a wake-up. */
const sweepMs = 5_000;
const reconnectMs = 1_000;

export interface ServeOptions {
  /** Login `smart_migrator`, straight to the server. */
  readonly url: string;
  readonly verbs: readonly TenantVerb[];
  readonly handle: (client: pg.Client, request: TenantRequest) => Promise<void>;
  readonly logger: Logger;
  /** Aborted: take no more, finish what is in hand. */
  readonly stopSignal: AbortSignal;
}

/**
 * Does what is asked of tenants, one request after the other, until stopped. One connection listens, holds the request
 * and does the work, so what it holds is let go the moment it breaks; then it connects again.
 */
export async function serveRequests(options: ServeOptions): Promise<void> {
  const { logger, stopSignal } = options;
  while (!stopSignal.aborted) {
    try {
      await serveConnected(options);
    } catch (error) {
      logger.warn({ err: error }, 'requests for tenants could not be served; trying again');
      await pause(reconnectMs, undefined, { signal: stopSignal }).catch(() => {});
    }
  }
}

async function serveConnected(options: ServeOptions): Promise<void> {
  const { url, verbs, stopSignal } = options;
  const client = new pg.Client({
    connectionString: url,
    application_name: 'smart-provisioner',
    keepAlive: true,
  });
  const broken = new AbortController();
  client.on('error', () => broken.abort());
  client.on('end', () => broken.abort());
  let wake: () => void = () => {};
  client.on('notification', () => wake());
  await client.connect();
  try {
    await client.query('LISTEN tenant_requests');
    const ended = AbortSignal.any([stopSignal, broken.signal]);
    while (!ended.aborted) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const request = await takeRequest(client, verbs);
      if (request) await serve(client, request, options);
      else
        await Promise.race([woken, pause(sweepMs, undefined, { signal: ended })]).catch(() => {});
    }
  } finally {
    await client.end();
  }
}

async function serve(
  client: pg.Client,
  request: TenantRequest,
  { handle, logger }: ServeOptions,
): Promise<void> {
  const { id, tenant, verb, attempts } = request;
  await withLogContext({ tenant, job: id }, async () => {
    const begun = performance.now();
    const outcome = await settleRequest(client, request, () => handle(client, request));
    const seconds = (performance.now() - begun) / 1000;
    tenantRequestsSettled.inc({ verb, outcome });
    logger.info({ verb, attempt: attempts, outcome, seconds }, 'request');
  });
}
