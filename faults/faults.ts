import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '@smart-accounting/worker-evaluate/generate/random';
import type { System } from './system.ts';

/** One thing that goes wrong, over again when the promise resolves. */
interface Fault {
  readonly name: string;
  readonly weight: number;
  readonly happen: (system: System, random: Random) => Promise<void> | void;
}

const faults: readonly Fault[] = [
  { name: 'worker killed', weight: 5, happen: (system, random) => kill(system, 'worker', random) },
  { name: 'API killed', weight: 3, happen: (system, random) => kill(system, 'api', random) },
  {
    name: 'operator killed',
    weight: 2,
    happen: (system, random) => kill(system, 'operator', random),
  },
  {
    name: 'provisioner killed',
    weight: 1,
    happen: (system, random) => kill(system, 'provisioner', random),
  },
  {
    name: 'worker paused',
    weight: 3,
    happen: (system, random) => freeze(system, 'worker', random),
  },
  { name: 'API paused', weight: 2, happen: (system, random) => freeze(system, 'api', random) },
  {
    name: 'connections to PostgreSQL cut',
    weight: 3,
    happen: (system) => system.cutDatabase(),
  },
  {
    name: 'connections to the broker cut',
    weight: 3,
    happen: (system) => system.cutBroker(),
  },
  { name: 'PostgreSQL restarted', weight: 2, happen: (system) => system.restartPostgres() },
  { name: 'broker restarted', weight: 1, happen: (system) => system.restartBroker(false) },
  { name: 'broker wiped', weight: 1, happen: (system) => system.restartBroker(true) },
  {
    name: 'storage away',
    weight: 2,
    happen: (system, random) => system.withoutStorage(() => pause(random.whole(200, 1500))),
  },
];

/** Lets faults happen one after the other, with pauses between, until told to stop. Gives their names in order. */
export async function sowFaults(
  system: System,
  random: Random,
  stopSignal: AbortSignal,
): Promise<string[]> {
  const happened: string[] = [];
  const drawn = faults.flatMap((fault) => Array.from({ length: fault.weight }, () => fault));
  while (!stopSignal.aborted) {
    const fault = random.oneOf(drawn);
    happened.push(fault.name);
    await fault.happen(system, random);
    await pause(random.whole(100, 1500));
  }
  return happened;
}

/** SIGKILL: nothing is tidied up. Whoever started it starts it again. */
function kill(system: System, what: string, random: Random): void {
  const victim = victimOf(system, what, random);
  if (victim !== null) process.kill(victim, 'SIGKILL');
}

/** Stopped in its tracks, and going on later as if nothing had been: its claims and leases may have run out. */
async function freeze(system: System, what: string, random: Random): Promise<void> {
  const victim = victimOf(system, what, random);
  if (victim === null) return;
  process.kill(victim, 'SIGSTOP');
  await pause(random.chance(0.1) ? 33_000 : random.whole(300, 4_000));
  try {
    process.kill(victim, 'SIGCONT');
  } catch (error) {
    // It was ended meanwhile by whoever watches over it.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function victimOf(system: System, what: string, random: Random): number | null {
  const running = system.processes().filter((one) => one.what === what);
  return running.length === 0 ? null : random.oneOf(running).pid;
}
