import type { Document } from '@smart-accounting/api-contract';
import type { Received } from '#lib/upload/send-file.ts';
import type { Upload } from '#lib/upload/upload-queue.ts';

/** One line of the inbox: a file on its way, the document it became, or a document that was there. */
export interface InboxRow {
  readonly key: string;
  readonly name: string;
  readonly upload: Upload<Received> | null;
  readonly document: Document | null;
  readonly duplicate: boolean;
}

export type RowState =
  | 'waiting'
  | 'sending'
  | 'uploadFailed'
  | 'duplicate'
  | 'queued'
  | 'reading'
  | 'read'
  | 'failed'
  | 'review'
  | 'ready'
  | 'posted'
  | 'reversed'
  | 'noInvoice'
  | 'split';

/** Files of this tab on top, newest first, each staying in its place as it becomes a document; then the others. */
export function inboxRows(
  uploads: readonly Upload<Received>[],
  documents: ReadonlyMap<string, Document>,
  shown: ReadonlySet<string>,
): InboxRow[] {
  const claimed = new Set<string>();
  const own = uploads.toReversed().flatMap((upload): InboxRow[] => {
    const received = upload.answer;
    if (!received) return [row(upload.key, upload.name, upload, null, false)];
    const { id } = received.document;
    if (received.duplicate) {
      return [row(upload.key, upload.name, upload, documents.get(id) ?? received.document, true)];
    }
    const document = documents.get(id);
    claimed.add(id);
    return document ? [row(upload.key, upload.name, upload, document, false)] : [];
  });
  const rest = [...documents.values()]
    .filter(({ id }) => shown.has(id) && !claimed.has(id))
    .map((document) => row(document.id, document.file_name, null, document, false));
  return [...own, ...rest];
}

/** How many documents came from elsewhere since the page was opened. */
export function newcomers(
  uploads: readonly Upload<Received>[],
  documents: ReadonlyMap<string, Document>,
  shown: ReadonlySet<string>,
): number {
  const own = new Set(uploads.map(({ answer }) => answer?.document.id));
  return [...documents.keys()].filter((id) => !shown.has(id) && !own.has(id)).length;
}

/** How far a row is. */
export function stateOf({ upload, document, duplicate }: InboxRow): RowState {
  if (duplicate) return 'duplicate';
  if (document?.no_invoice) return 'noInvoice';
  if (document && document.part_count > 0) return 'split';
  if (document) return document.purchase_invoice?.state ?? document.state;
  if (upload?.state === 'failed') return 'uploadFailed';
  return upload?.state === 'waiting' ? 'waiting' : 'sending';
}

function row(
  key: string,
  name: string,
  upload: InboxRow['upload'],
  document: Document | null,
  duplicate: boolean,
): InboxRow {
  return { key, name, upload, document, duplicate };
}
