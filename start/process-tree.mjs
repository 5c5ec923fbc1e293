import { readdirSync, readFileSync } from 'node:fs';

/**
 * The processes that a process started, and those that they started, by the kernel's account.
 * @param {number} pid
 * @returns {number[]}
 */
export function descendants(pid) {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === pid)
    .map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null; // it ended while we looked
  }
}
