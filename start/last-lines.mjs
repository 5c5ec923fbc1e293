import { readFileSync } from 'node:fs';

/**
 * The end of a log file, for an error that a person reads.
 * @param {string} file
 * @returns {string}
 */
export function lastLines(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-12).join('\n');
  } catch {
    return `(${file} cannot be read)`;
  }
}
