import type { Logger } from '@smart-accounting/monitoring';
import type { Pools } from '../pools.ts';
import type { ProcessSettings } from '../settings.ts';
import { FileSource } from './file-source.ts';
import { ProcessPool } from './process-pool.ts';

/** ProcessingJobs from a file, and their workers as our child processes, which end with us. */
export function openProcessPools(settings: ProcessSettings, logger: Logger): Pools {
  const source = new FileSource(settings.POOLS_FILE, logger);
  const pool = new ProcessPool({
    program: {
      script: settings.WORKER_SCRIPT,
      environment: (poolClass) => ({
        ...process.env,
        // Neither our own secrets nor the other class's.
        WORKER_ENVIRONMENT: undefined,
        AMQP_URL: undefined,
        ...settings.WORKER_ENVIRONMENT[poolClass],
      }),
      logFolder: settings.LOG_FOLDER ?? null,
    },
    metricsPort: settings.WORKER_METRICS_PORT,
    logger,
  });
  return {
    source,
    pool,
    dependencies: [],
    lead: () => Promise.resolve(),
    stopFollowing: () => source.close(),
    close: () => pool.close(30_000),
  };
}
