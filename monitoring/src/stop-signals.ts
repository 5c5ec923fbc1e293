import type { Logger } from './logger.ts';

/**
 * Stops the process in order on SIGTERM, SIGINT, or when the program that started it is gone: runs `stop`, then exits
 * with 0. When that takes longer than `graceMs` it exits with 1, because whoever sent the signal will kill it anyway.
 */
export function onStopSignal(logger: Logger, graceMs: number, stop: () => Promise<void>): void {
  let stopping = false;
  const begin = (cause: string): void => {
    if (stopping) return;
    stopping = true;
    logger.info({ cause }, 'stopping');
    setTimeout(() => {
      logger.error({ graceMs }, 'not stopped in time');
      process.exit(1);
    }, graceMs).unref();
    stop().then(
      () => {
        logger.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => begin(signal));
  process.on('disconnect', () => begin('parent gone'));
}
