import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import { brokerConnected } from './metrics.ts';

/**
 * Tells by log and metric when a connection to the broker comes and when it breaks. That nobody listens there yet is no
 * warning before the first connection: processes and broker start together.
 */
export function watchBroker(
  connection: EventEmitter & { readonly ready: boolean },
  logger: Logger,
): void {
  let everConnected = false;
  connection.on('connection', () => {
    everConnected = true;
    brokerConnected.set(1);
    logger.info('connected to the broker');
  });
  connection.on('error', (error: unknown) => {
    brokerConnected.set(connection.ready ? 1 : 0);
    const nobodyListens =
      error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
    if (nobodyListens && !everConnected) logger.info('the broker does not answer yet');
    else logger.warn({ err: error }, 'broker connection');
  });
}
