import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

/** Where programs that were built or unpacked are kept between runs. */
export const toolsFolder =
  process.env.TOOLS_DIR || path.join(os.homedir(), '.cache', 'smart-accounting-tools');

/**
 * Waits while another process makes the same thing. Its lock names the process, so that one which was killed holds
 * nobody up. Two who find such a lock at the same moment may both make it, which costs time and does no harm.
 * @template T
 * @param {string} folder
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function onlyOneAtOnce(folder, name, work) {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, `.${name}.lock`);
  for (let told = false; !taken(lock); told = true) {
    if (!told) console.log(`Waiting for ${name}, which another process makes …`);
    await pause(500);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(holderOf(lock))) rmSync(lock, { force: true });
    return false;
  }
}

/** Null while the holder has not written its number yet, or when the lock was just given back. */
function holderOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8')) || null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  if (pid === null) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM'; // it lives, and belongs to somebody else
  }
}
