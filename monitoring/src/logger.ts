import { AsyncLocalStorage } from 'node:async_hooks';
import { type Logger, pino } from 'pino';

/** What every log line of one piece of work carries, so that a request can be followed into its jobs. */
export interface LogContext {
  readonly requestId?: string;
  readonly tenant?: string;
  readonly job?: string;
  /** The id of the key with which a program called. */
  readonly apiKey?: string;
}

const context = new AsyncLocalStorage<LogContext>();

/** Runs `work` so that its log lines carry these ids, together with those already set around it. */
export function withLogContext<T>(ids: LogContext, work: () => T): T {
  return context.run({ ...context.getStore(), ...ids }, work);
}

/** The ids of the work at hand, to pass them on to a job. */
export function logContext(): LogContext {
  return context.getStore() ?? {};
}

/**
 * A logger of one process: JSON lines on standard output, with request, tenant and job id. Never give it what stands
 * in a document, a password, a token or an IBAN. SIGUSR2 makes it tell everything (`debug`), and again as little as
 * before, so that nobody must restart a process in which something odd is going on.
 * @param level `trace` to `fatal`, or `silent`
 */
export function createLogger(service: string, level: string): Logger {
  const options = {
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: () => ({ ...context.getStore() }),
    serializers: { err: describeError },
  };
  const logger = pino(options, standardOutput);
  if (levels.size === 0) {
    process.on('SIGUSR2', switchLevels);
    process.stdout.on('error', () => {}); // whoever read it is gone, and nobody is left to be told
  }
  levels.set(logger, level);
  return logger;
}

/** pino's own stream tries for ever to write what nobody reads any more (sonic-boom 4.2.1, flushSync at EPIPE). */
const standardOutput = {
  write: (line: string): void => {
    process.stdout.write(line);
  },
};

/** The loggers of this process with the level that each was made with. */
const levels = new Map<Logger, string>();

function switchLevels(): void {
  for (const [logger, level] of levels) {
    const next = logger.level === 'debug' ? level : 'debug';
    logger.level = 'info';
    logger.info({ logLevel: next }, 'the log level changes');
    logger.level = next;
  }
}

/** The type, message and stack of an error, and nothing that hangs on it: a database's error carries bound values. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? error.code : undefined;
  return { type: name, message, code, stack, ...(cause ? { cause: describeError(cause) } : {}) };
}

export type { Logger };
