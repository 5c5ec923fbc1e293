import { brokerConnected, type Logger } from '@smart-accounting/monitoring';
import { Connection } from 'rabbitmq-client';

/** Opens the operator's one connection; it connects again by itself, at most two seconds after the broker is back. */
export function connectBroker(url: string, logger: Logger): Connection {
  const broker = new Connection({
    url,
    connectionName: 'smart-operator',
    acquireTimeout: 3_000,
    retryLow: 200,
    retryHigh: 2_000,
    heartbeat: 10,
    noDelay: true,
  });
  broker.on('connection', () => {
    brokerConnected.set(1);
    logger.info('connected to the broker');
  });
  broker.on('error', (error: unknown) => {
    brokerConnected.set(broker.ready ? 1 : 0);
    logger.warn({ err: error }, 'broker connection');
  });
  return broker;
}
