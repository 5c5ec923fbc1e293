import type { UnreadableReason } from '@smart-accounting/worker-contract';

/** Thrown for a document that a retry cannot read either: the person has to send another file. */
export class UnreadableDocument extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, cause?: unknown) {
    super(`the document cannot be read: ${reason}`, { cause });
    this.name = 'UnreadableDocument';
    this.reason = reason;
  }
}
