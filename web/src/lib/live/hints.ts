import type { EventHint } from '@smart-accounting/api-contract';
import type { Message } from './hint-line.ts';

type Listener = (hints: readonly EventHint[]) => void;

const settleMs = 200;
const listeners = new Set<Listener>();
let waiting: EventHint[] = [];
let timer: ReturnType<typeof setTimeout> | undefined;
let openedBefore = false;

/**
 * Takes a message of the hint line. Hints are gathered for a moment, so that sixty files do not ask for sixty lists. After a
 * reconnect hints may have been missed: listeners then hear an empty list, which means "read all again".
 */
export function receive(message: Message): void {
  if (message.type === 'opened') {
    if (openedBefore) tell([]);
    openedBefore = true;
    return;
  }
  if (message.type !== 'hint') return;
  waiting.push(message.hint);
  timer ??= setTimeout(() => {
    const hints = waiting;
    waiting = [];
    timer = undefined;
    tell(hints);
  }, settleMs);
}

/** Calls back for hints about these resources; answers how to stop that. */
export function onHints(
  resources: readonly EventHint['resource'][] | 'all',
  run: Listener,
): () => void {
  const listener: Listener = (hints) => {
    const wanted =
      resources === 'all' ? hints : hints.filter(({ resource }) => resources.includes(resource));
    if (hints.length === 0 || wanted.length > 0) run(wanted);
  };
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(hints: readonly EventHint[]): void {
  for (const listener of listeners) listener(hints);
}
