import fc, { type Arbitrary } from 'fast-check';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';

/** Choices that the seed decides: the same seed makes the same request. */
export class Chance extends Random {
  /** True once in `n` times. */
  oneIn(n: number): boolean {
    return this.whole(1, n) === 1;
  }

  draw<T>(arbitrary: Arbitrary<T>): T {
    return this.oneOf(fc.sample(arbitrary, { seed: this.whole(0, 2 ** 31 - 1), numRuns: 1 }));
  }
}
