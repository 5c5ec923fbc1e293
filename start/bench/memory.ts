// What the whole one-machine stack takes, idle and under a mixed day: node start/bench/memory.ts
import { setTimeout as pause } from 'node:timers/promises';
import { findK6, loadOptions, prepareLoad } from '../../api/load/run-load.ts';
import { builtPortal } from '../portal.mjs';
import { stackMemoryMiB } from '../stack-usage.mjs';
import { startTemporaryProduct } from '../temporary-product.mjs';

const goalsMiB = { idle: 1024, day: 2560 };
const daySeconds = 45;

const k6 = await findK6();
const product = await startTemporaryProduct({
  ...loadOptions,
  portalHandler: builtPortal(() => {}),
});
try {
  const run = await prepareLoad(product, k6 ?? '');
  await pause(30_000);
  tell('idle', stackMemoryMiB(product), goalsMiB.idle);
  if (k6) {
    let highest = stackMemoryMiB(product);
    const sampling = setInterval(() => {
      const now = stackMemoryMiB(product);
      if (now.total > highest.total) highest = now;
    }, 1_000);
    await run('mixed-day', daySeconds);
    clearInterval(sampling);
    tell('mixed day', highest, goalsMiB.day);
  }
} finally {
  await product.stop();
}

function tell(
  what: string,
  { parts, total }: ReturnType<typeof stackMemoryMiB>,
  goalMiB: number,
): void {
  const each = Object.entries(parts).map(([name, mib]) => `${name} ${mib.toFixed(0)}`);
  console.log(
    `${what}: ${total.toFixed(0)} MiB, ratio to the goal of ${goalMiB} MiB: ${(total / goalMiB).toFixed(2)} (${each.join(', ')})`,
  );
}
