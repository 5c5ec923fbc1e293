import { brokerConnected, type Logger } from '@smart-accounting/monitoring';
import { Connection } from 'rabbitmq-client';

/**
 * Opens this process's connection to the broker. It connects again by itself, at most two seconds after the broker is
 * back; calls wait for it up to three seconds and then fail, so that nothing hangs and a process can stop without it.
 */
export function connectBroker(url: string, name: string, logger: Logger): Connection {
  const connection = new Connection({
    url,
    connectionName: name,
    acquireTimeout: 3_000,
    retryLow: 200,
    retryHigh: 2_000,
    heartbeat: 10,
    // A small frame after one that has no answer would wait some 40 ms for the broker's delayed acknowledgement.
    noDelay: true,
  });
  connection.on('connection', () => {
    brokerConnected.set(1);
    logger.info('connected to the broker');
  });
  connection.on('error', (error: unknown) => {
    brokerConnected.set(connection.ready ? 1 : 0);
    logger.warn({ err: error }, 'broker connection');
  });
  return connection;
}

export type { Connection as BrokerConnection };
