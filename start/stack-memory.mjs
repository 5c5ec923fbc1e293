import { readFileSync } from 'node:fs';
import { descendants } from './process-tree.mjs';

/**
 * What the whole product takes, part by part: each process with all it started.
 * @param {{ processes: import('./processes.mjs').Processes, postgres: { child: { pid?: number } | null },
 *   broker: { child?: { pid?: number } | null } }} product
 * @returns {{ parts: Record<string, number>, total: number }} in MiB
 */
export function stackMemoryMiB({ processes, postgres, broker }) {
  const roots = { ...processes.pids(), postgres: postgres.child?.pid, rabbitmq: broker.child?.pid };
  const parts = Object.fromEntries(
    Object.entries(roots)
      .filter(([, pid]) => pid !== undefined)
      .map(([name, pid]) => [
        name,
        [pid, ...descendants(pid)].reduce((sum, id) => sum + proportionalMiB(id), 0),
      ]),
  );
  return { parts, total: Object.values(parts).reduce((sum, mib) => sum + mib, 0) };
}

/** Resident memory with shared pages divided among those who share them (PSS), so that a sum counts nothing twice. */
function proportionalMiB(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it ended while we looked
  }
}
