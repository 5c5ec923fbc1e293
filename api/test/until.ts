import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';

/** Waits until something is so. */
export async function until(what: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await what())) {
    assert.ok(Date.now() < deadline, 'it did not become so');
    await pause(20);
  }
}
