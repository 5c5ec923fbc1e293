import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../../../start/child.mjs';
import { kubectlChild } from '../../cluster/programs.ts';

/**
 * A port of this machine that leads to a Service, on bad days, too: `kubectl port-forward` keeps to one pod and does
 * not notice when that is gone, so whoever finds nothing behind it any more has it begin again.
 */
export class PortForward {
  readonly port: number;
  readonly #target: string;
  readonly #answers: (port: number) => Promise<boolean>;
  readonly #closing = new AbortController();
  #child: ChildProcess | undefined;
  #done: Promise<unknown> = Promise.resolve();

  private constructor(port: number, target: string, answers: (port: number) => Promise<boolean>) {
    this.port = port;
    this.#target = target;
    this.#answers = answers;
  }

  /**
   * @param target `service/NAME:PORT`
   * @param answers whether there is somebody behind the local port
   */
  static async open(
    target: string,
    answers: (port: number) => Promise<boolean>,
  ): Promise<PortForward> {
    const forward = new PortForward(await freePort(), target, answers);
    forward.#done = Promise.all([forward.#keepOpen(), forward.#watch()]);
    return forward;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#child?.kill('SIGKILL');
    await this.#done;
  }

  async #keepOpen(): Promise<void> {
    const [service = '', port = ''] = this.#target.split(':');
    while (!this.#closing.signal.aborted) {
      this.#child = kubectlChild(['port-forward', service, `${this.port}:${port}`]);
      await once(this.#child, 'exit');
      await pause(300);
    }
  }

  async #watch(): Promise<void> {
    for (let silent = 0; !this.#closing.signal.aborted;) {
      await pause(1_000);
      silent = (await this.#answers(this.port).catch(() => false)) ? 0 : silent + 1;
      if (silent < 3) continue;
      silent = 0;
      this.#child?.kill('SIGKILL');
    }
  }
}
