import { KubernetesOperator, type OperatorPlace } from './kubernetes-operator.ts';

/** An operator that is started again under its name whenever it ends, as a node does with a container. */
export class KeptOperator {
  /** Every process there was, the last one running. */
  readonly lives: KubernetesOperator[] = [];
  readonly #identity: string;
  readonly #place: OperatorPlace;
  #kept: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(identity: string, place: OperatorPlace) {
    this.#identity = identity;
    this.#place = place;
  }

  start(): void {
    this.#kept = this.#keep();
  }

  get log(): string {
    return this.lives.map(({ log }) => log).join('');
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.lives.at(-1)?.end('SIGKILL');
    await this.#kept;
  }

  async #keep(): Promise<void> {
    while (!this.#closed) {
      const life = await KubernetesOperator.start(this.#identity, this.#place);
      this.lives.push(life);
      await life.exited;
    }
  }
}
