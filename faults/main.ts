// npm run faults -- [--seeds N] [--seed S] [--seconds T]: commands under kills, pauses, cuts and wipes, then the check.
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { addCounts, runSeed, type SeedResult } from './run-seed.ts';
import { startSystem } from './system.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '10' },
    seed: { type: 'string' },
    seconds: { type: 'string', default: '8' },
  },
});
const { seeds, seed, seconds } = z
  .object({
    seeds: z.coerce.number().int().positive(),
    seed: z.coerce.number().int(),
    seconds: z.coerce.number().positive().max(600),
  })
  .parse({ ...values, seed: values.seed ?? Date.now() % 1_000_000 });

const system = await startSystem();
const results: SeedResult[] = [];
try {
  for (let n = seed; n < seed + seeds; n++) {
    const result = await runSeed(system, n, seconds);
    results.push(result);
    console.log(
      `seed ${n}: ${result.wrong.length === 0 ? 'nothing lost, nothing twice' : result.wrong.join('; ')}`,
    );
  }
} finally {
  await system.stop();
}
console.log('commands', addCounts(results.map(({ commands }) => commands)));
console.log('faults', addCounts(results.map(({ faults }) => faults)));
const bad = results.filter(({ wrong }) => wrong.length > 0).map((result) => result.seed);
console.log(
  `${results.length} seeds, ${bad.length} with something wrong${bad.length > 0 ? `: ${bad.join(', ')}` : ''}`,
);
process.exit(bad.length > 0 ? 1 : 0);
