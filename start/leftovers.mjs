import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** What lost its server notices that by itself, within a second or two; what has not by then never will. */
const orphansMs = 10_000;
/** A server that is being stopped writes what it holds to the disk first. */
const serverMs = 60_000;

/**
 * Waits until nothing of an earlier server works in `folder`: two servers on one data folder destroy it. Orphans, which
 * a killed server left, are ended when they do not go by themselves; a server that stays is an error. Only Linux tells
 * us who works where; elsewhere the servers' own locks must do.
 * @param {{ folder: string, name: string, programs: string[],
 *   isServer: (one: { pid: number, program: string }) => boolean, signal?: AbortSignal }} options `programs` are the
 *   server and what it starts, as the kernel names them
 */
export async function waitForLeftovers({ folder, name, programs, isServer, signal }) {
  if (process.platform !== 'linux' || !existsSync(folder)) return;
  const begun = Date.now();
  for (;;) {
    const left = workersIn(realpathSync(folder), programs);
    if (left.length === 0) return;
    const server = left.find(isServer);
    const waitedMs = Date.now() - begun;
    if (server && waitedMs > serverMs)
      throw new Error(
        `${name} runs already in ${folder} (process ${server.pid}): stop what started it, or set DATA_DIR to another folder.`,
      );
    if (!server && waitedMs > orphansMs) for (const { pid } of left) killQuietly(pid);
    await pause(200, undefined, { signal });
  }
}

/**
 * Somebody whose working folder is this one or lies in it, whatever its ports are; null where nobody is, or where the
 * system does not tell.
 * @returns {{ pid: number, program: string } | null}
 */
export function whoWorksBelow(folder) {
  if (process.platform !== 'linux' || !existsSync(folder)) return null;
  const real = realpathSync(folder);
  return processes().find(({ place }) => place === real || place?.startsWith(`${real}/`)) ?? null;
}

/** The processes of these programs whose working folder this is. */
function workersIn(folder, programs) {
  return processes().filter(({ program, place }) => place === folder && programs.includes(program));
}

function processes() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), ...lookAt(name) }));
}

function lookAt(pid) {
  try {
    return {
      program: readFileSync(`/proc/${pid}/comm`, 'utf8').trim(),
      place: readlinkSync(`/proc/${pid}/cwd`),
    };
  } catch {
    return {}; // it ended while we looked, or is somebody else's
  }
}

function killQuietly(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it went by itself after all
  }
}
