import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A worker may use 450 MB; the rest is a margin for errors in the estimates. */
const maxResidentBytes = 400 * 1024 * 1024;

/** An engine that is not in use right now. After `stop` it restarts by itself when it is needed. */
export interface IdleEngine {
  stop(): Promise<void>;
}

/**
 * Frees memory in this process before a step that needs `neededBytes` more: first collects the pixels that earlier
 * steps left behind, then, while that is not enough, stops idle engines in the order given, since their memory never
 * shrinks. Does nothing when there is enough.
 */
export async function freeMemory(
  neededBytes: number,
  idle: readonly IdleEngine[],
  residentBytes: () => number = () => process.memoryUsage.rss(),
): Promise<void> {
  const isEnough = () => residentBytes() + neededBytes <= maxResidentBytes;
  if (isEnough()) return;
  collectGarbage();
  collectGarbage(); // V8 frees buffers on a thread beside; a second collection waits for those of the first
  await nextTurn(); // by then native buffers have been released
  for (const engine of idle) {
    if (isEnough()) return;
    await engine.stop();
  }
}

/** On its own V8 waits until some sixty megabytes of pixels have piled up: to it their buffers are small objects. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
}
