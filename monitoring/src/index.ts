export * from './health-server.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './outage-log.ts';
export * from './stop-signals.ts';
export * from './watch-broker.ts';
