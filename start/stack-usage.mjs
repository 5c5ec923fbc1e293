import { readFileSync } from 'node:fs';
import { descendants } from './process-tree.mjs';

/**
 * @typedef {{ processes: import('./processes.mjs').Processes, postgres: { child: { pid?: number } | null },
 *   broker: { child?: { pid?: number } | null } }} Stack
 * @typedef {{ parts: Record<string, number>, total: number }} Usage by part: each process with all it started
 */

/**
 * What the whole product takes of memory.
 * @param {Stack} stack
 * @returns {Usage} in MiB
 */
export function stackMemoryMiB(stack) {
  return usageOf(stack, proportionalMiB);
}

/**
 * What it has taken of the processors since its processes began; what ended meanwhile is not in it.
 * @param {Stack} stack
 * @returns {Usage} in seconds of one core
 */
export function stackCpuSeconds(stack) {
  return usageOf(stack, cpuSeconds);
}

/**
 * @param {Stack} stack
 * @param {(pid: number) => number} measure
 * @returns {Usage}
 */
function usageOf({ processes, postgres, broker }, measure) {
  const roots = { ...processes.pids(), postgres: postgres.child?.pid, rabbitmq: broker.child?.pid };
  const parts = Object.fromEntries(
    Object.entries(roots)
      .filter(([, pid]) => pid !== undefined)
      .map(([name, pid]) => [
        name,
        [pid, ...descendants(pid)].reduce((sum, id) => sum + measure(id), 0),
      ]),
  );
  return { parts, total: Object.values(parts).reduce((sum, part) => sum + part, 0) };
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

/** utime and stime of proc(5), which count hundredths of a second. */
function cpuSeconds(pid) {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(afterName[11]) + Number(afterName[12])) / 100;
  } catch {
    return 0;
  }
}
