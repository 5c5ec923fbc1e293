import {
  type PoolState,
  poolSamples,
  poolSampleSeconds,
} from '@smart-accounting/operator-contract';

export interface Sample {
  readonly wanted: number;
  readonly ready: number;
  readonly busy: number;
  readonly backlog: number | null;
}

/** The last hour of a pool, in steps of half a minute; each step shows the highest that was seen in it. */
export class PoolHistory {
  #samples: Sample[] = [];
  #step = -1;

  add(now: Date, sample: Sample): void {
    const step = Math.floor(now.getTime() / 1000 / poolSampleSeconds);
    const last = this.#samples.at(-1);
    if (last && step <= this.#step) this.#samples.splice(-1, 1, highest(last, sample));
    else {
      // A step in which nothing was reconciled was as the one before.
      const unseen = last ? Math.min(step - this.#step - 1, poolSamples) : 0;
      for (let n = 0; n < unseen && last; n++) this.#samples.push(last);
      this.#samples = [...this.#samples, sample].slice(-poolSamples);
      this.#step = step;
    }
  }

  present(): PoolState['history'] {
    return {
      everySeconds: poolSampleSeconds,
      until: new Date((this.#step + 1) * poolSampleSeconds * 1000).toISOString(),
      wanted: this.#samples.map(({ wanted }) => wanted),
      ready: this.#samples.map(({ ready }) => ready),
      busy: this.#samples.map(({ busy }) => busy),
      backlog: this.#samples.map(({ backlog }) => backlog),
    };
  }
}

function highest(a: Sample, b: Sample): Sample {
  return {
    wanted: Math.max(a.wanted, b.wanted),
    ready: Math.max(a.ready, b.ready),
    busy: Math.max(a.busy, b.busy),
    backlog: a.backlog === null ? b.backlog : Math.max(a.backlog, b.backlog ?? 0),
  };
}
