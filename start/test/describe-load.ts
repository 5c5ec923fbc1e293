import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import {
  findK6,
  loadOptions,
  prepareLoad,
  type Product,
  type RunScript,
  type Script,
} from '../../api/load/run-load.ts';
import { startTemporaryProduct } from '../temporary-product.mjs';

/** Tests that under these scripts of `api/load` every answer is as it should be, however long it takes. Without k6 they are skipped, under CI they fail. */
export function describeLoad(names: readonly Script[], seconds: number): void {
  let product: Product | undefined;
  let run: RunScript | undefined;
  before(async () => {
    const k6 = await findK6();
    if (!k6) return;
    product = await startTemporaryProduct(loadOptions);
    run = await prepareLoad(product, k6);
  });
  after(() => product?.stop());
  for (const name of names)
    it(`holds what ${name} asks`, async (test) => {
      if (run)
        assert.ok(
          await run(name, seconds, { judgeTimes: false }),
          'a threshold of the lines above did not hold',
        );
      else if (process.env['CI'] === 'true') assert.fail('there is no k6');
      else test.skip('there is no k6');
    });
}
