import type { UnreadableReason } from '@smart-accounting/worker-contract';

/** A document that no retry can read: the person must send another file. */
export class UnreadableDocument extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, cause?: unknown) {
    super(`the document cannot be read: ${reason}`, { cause });
    this.name = 'UnreadableDocument';
    this.reason = reason;
  }
}
