import process from 'node:process';
import pg from 'pg';

/**
 * A connection that sends a statement without waiting for the answers of those before it; each still has an answer or
 * error of its own. Behind PgBouncer in transaction mode this holds within a transaction, never across two.
 */
export class PipeliningClient extends pg.Client {
  constructor(config?: pg.ClientConfig) {
    super({ ...config, pipeline: true });
  }

  /** Keeps what is sent from now on until the process has nothing else to do but wait: it leaves in one write. */
  holdUntilWaiting(): void {
    const { stream } = this.connection;
    stream.cork();
    process.nextTick(() => stream.uncork());
  }
}
