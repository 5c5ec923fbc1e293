export * from './health-server.ts';
export * from './logger.ts';
export * from './metrics.ts';
export * from './stop-signals.ts';
