// What the whole one-machine product takes while nobody does anything: node start/bench/idle.ts
import { setTimeout as pause } from 'node:timers/promises';
import { builtPortal } from '../portal.mjs';
import { stackCpuSeconds, stackMemoryMiB } from '../stack-usage.mjs';
import { startTemporaryProduct } from '../temporary-product.mjs';

/** Of one core, in percent. */
const goalPercent = 4;
const settleSeconds = 60;
const seconds = 300;

const product = await startTemporaryProduct({ portalHandler: builtPortal(() => {}) });
try {
  await product.makeDemo();
  await pause(settleSeconds * 1_000);
  const before = stackCpuSeconds(product);
  await pause(seconds * 1_000);
  const after = stackCpuSeconds(product);
  const percent = (name: string): number =>
    (((after.parts[name] ?? 0) - (before.parts[name] ?? 0)) / seconds) * 100;
  const total = ((after.total - before.total) / seconds) * 100;
  const memory = stackMemoryMiB(product);
  console.log(
    `idle for ${seconds} s: ${total.toFixed(1)} % of one core, ratio to the goal of ${goalPercent} %: ${(total / goalPercent).toFixed(2)}; ${memory.total.toFixed(0)} MiB`,
  );
  for (const [name, mib] of Object.entries(memory.parts))
    console.log(`  ${name}: ${percent(name).toFixed(2)} %, ${mib.toFixed(0)} MiB`);
} finally {
  await product.stop();
}
