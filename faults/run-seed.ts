import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { check, quiet } from './checker.ts';
import { Client } from './client.ts';
import { sowFaults } from './faults.ts';
import { giveCommands, settle } from './history.ts';
import type { System } from './system.ts';

/** How one seed ended. */
export interface SeedResult {
  readonly seed: number;
  /** Commands by kind and outcome: `upload done`, `post refused`. */
  readonly commands: Readonly<Record<string, number>>;
  /** Faults by name. */
  readonly faults: Readonly<Record<string, number>>;
  /** What was wrong afterwards; empty when nothing was lost or done twice. */
  readonly wrong: readonly string[];
}

/**
 * A new tenant, commands by four people at once for `seconds` while things go wrong, then peace, and the check. The
 * seed decides commands and faults; how they fall together is the machine's.
 */
export async function runSeed(system: System, seed: number, seconds: number): Promise<SeedResult> {
  const mark = `s${seed}-${Date.now().toString(36)}`;
  const client = await Client.register(system.url, mark);
  const stop = new AbortController();
  const [history, faults] = await Promise.all([
    giveCommands(client, new Random(seed), mark, stop.signal),
    sowFaults(system, new Random(seed + 1), stop.signal),
    pause(seconds * 1000).then(() => stop.abort()),
  ]);
  await settle(history);
  await quiet(system, client);
  return {
    seed,
    commands: countBy(
      history,
      ({ kind, reply }) => `${kind} ${reply && reply.status < 300 ? 'done' : 'refused'}`,
    ),
    faults: countBy(faults, (name) => name),
    wrong: await check(system, client, history),
  };
}

function countBy<T>(items: readonly T[], nameOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[nameOf(item)] = (counts[nameOf(item)] ?? 0) + 1;
  return counts;
}

/** Counts of many seeds, added up. */
export function addCounts(
  all: readonly Readonly<Record<string, number>>[],
): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(sum).sort());
}
