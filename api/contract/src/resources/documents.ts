import {
  documentKinds,
  documentStates,
  invoiceStates,
  mediaTypes,
  pageSources,
} from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { exportOf, exportQuery } from '../export.ts';
import { operation } from '../operation.ts';
import { amount, box, currency, id, instant, pageOf, pageQuery, tenantId } from '../values.ts';

const inTenant = z.object({ tenant: tenantId });
const oneDocument = inTenant.extend({ document: id });

export const mediaType = z.enum(mediaTypes);

/** How far a document is. `failed` keeps the file, and `failure` says why. */
export const documentState = z.enum([...documentStates, 'failed']);

/** An e-invoice that is embedded in a file, but is not the one that its pages show. */
export const otherEInvoice = z
  .object({
    file_name: z.string(),
    supplier_name: z.string().nullable(),
    invoice_number: z.string().nullable(),
    total: amount.nullable(),
    currency: currency.nullable(),
  })
  .meta({ id: 'OtherEInvoice' });

export const document = z
  .object({
    id,
    file_name: z.string(),
    media_type: mediaType,
    byte_size: z.number().int(),
    page_count: z.number().int().nullable(),
    state: documentState,
    failure: z
      .object({
        code: z.string().describe('`encrypted_pdf`, `too_many_pages`, … or `attempts_exhausted`'),
        detail: z.string().nullable(),
        job: id.nullable().describe('the failed job, for `retryJob`'),
      })
      .nullable(),
    has_e_invoice: z.boolean(),
    other_e_invoices: z
      .array(otherEInvoice)
      .describe('e-invoices in the file beside the one that was read'),
    kind: z
      .enum(documentKinds)
      .nullable()
      .describe('what it is by its titles and structure; null until it is read'),
    no_invoice: z.boolean().describe('it is none, and nobody said that it is one'),
    part_of: z
      .object({
        document: id,
        first_page: z.number().int(),
        last_page: z.number().int(),
      })
      .nullable()
      .describe('of a part: the document that was split, and its pages there'),
    part_count: z.number().int().describe('into how many documents it was split'),
    uploaded_by: z.string().nullable().describe("the person's name"),
    created_at: instant,
    read_at: instant.nullable(),
    purchase_invoice: z
      .object({ id, state: z.enum(invoiceStates) })
      .nullable()
      .describe('the invoice that was read of it'),
    summary: z
      .object({
        supplier_name: z.string().nullable(),
        invoice_number: z.string().nullable(),
        total: z.string().nullable(),
        currency: z.string(),
      })
      .nullable()
      .describe('what the inbox shows of that invoice'),
  })
  .meta({ id: 'Document' });
export type Document = z.infer<typeof document>;

export const uploadDocument = operation({
  id: 'uploadDocument',
  method: 'post',
  path: '/tenants/{tenant}/documents',
  tag: 'documents',
  summary: 'Hand in a file: its bytes are the body',
  description:
    'The type is decided by the first bytes, not by the name. A file handed in before (same bytes) is answered with ' +
    '200 and `duplicate: true`, and nothing is stored twice. If its invoice was reversed, that comes back to review as a ' +
    'copy, and the answer is 201.',
  access: 'documents.write',
  params: inTenant,
  query: z.object({
    file_name: z
      .string()
      .min(1)
      .max(1000)
      .describe('folders are left out, and at most 200 characters kept'),
  }),
  rawBody: ['application/octet-stream', ...mediaType.options],
  success: { status: 201, body: z.object({ document, duplicate: z.boolean() }) },
  errors: [
    'file_too_large',
    'unsupported_file',
    'unknown_xml',
    'heic_file',
    'empty_file',
    'upload_incomplete',
    'document_quota_reached',
    'page_quota_reached',
    'storage_quota_reached',
    'storage_unavailable',
    'storage_full',
    'too_many_uploads',
  ],
});

/** One file of an archive: the document it became, or why it became none. */
export const archivedFile = z
  .object({
    file_name: z.string(),
    document: document.nullable(),
    duplicate: z.boolean(),
    problem: z.object({ code: z.string(), title: z.string() }).nullable(),
  })
  .meta({ id: 'ArchivedFile' });
export type ArchivedFile = z.infer<typeof archivedFile>;

export const uploadArchive = operation({
  id: 'uploadArchive',
  method: 'post',
  path: '/tenants/{tenant}/document-archives',
  tag: 'documents',
  summary: 'Hand in many files as one zip: its bytes are the body',
  description:
    'Each file in it becomes a document of its own, as if it had been handed in alone; the answer tells of each. ' +
    'Archives within the archive are not opened. At most 200 files, and 100 MB unpacked.',
  access: 'documents.write',
  params: inTenant,
  rawBody: ['application/octet-stream', 'application/zip'],
  success: { status: 200, body: z.object({ files: z.array(archivedFile) }) },
  errors: [
    'unsupported_file',
    'empty_file',
    'upload_incomplete',
    'archive_too_large',
    'damaged_archive',
    'document_quota_reached',
    'page_quota_reached',
    'storage_quota_reached',
    'storage_unavailable',
    'storage_full',
    'too_many_uploads',
  ],
});

/** How many documents there are in each state. */
export const documentCounts = z.object({
  queued: z.number(),
  reading: z.number(),
  review: z.number(),
  ready: z.number(),
  no_invoice: z.number(),
  failed: z.number(),
});

const documentFilter = {
  state: documentState.optional(),
  open: z
    .stringbool()
    .optional()
    .describe('true: only those whose invoice is not posted yet (the inbox)'),
  no_invoice: z
    .stringbool()
    .optional()
    .describe('true: only what is no invoice; false: only the others'),
};

export const listDocuments = operation({
  id: 'listDocuments',
  method: 'get',
  path: '/tenants/{tenant}/documents',
  tag: 'documents',
  summary: 'Documents, newest first',
  access: 'read',
  params: inTenant,
  query: pageQuery.extend(documentFilter),
  success: {
    status: 200,
    body: pageOf(document).extend({
      counts: documentCounts,
    }),
  },
});

export const exportDocuments = operation({
  ...exportOf(listDocuments),
  id: 'exportDocuments',
  summary: 'Documents, newest first, as a file',
  query: exportQuery.extend(documentFilter),
});

export const readDocument = operation({
  id: 'readDocument',
  method: 'get',
  path: '/tenants/{tenant}/documents/{document}',
  tag: 'documents',
  summary: 'One document',
  access: 'read',
  params: oneDocument,
  success: { status: 200, body: document },
});

export const downloadDocument = operation({
  id: 'downloadDocument',
  method: 'get',
  path: '/tenants/{tenant}/documents/{document}/content',
  tag: 'documents',
  summary: 'The file as it was handed in',
  access: 'read',
  params: oneDocument,
  success: { status: 200, contentType: 'application/octet-stream' },
});

export const documentPage = z
  .object({
    number: z.number().int(),
    width_pt: z.number(),
    height_pt: z.number(),
    source: z.enum(pageSources),
    image_ready: z.boolean(),
    words: z.array(box.extend({ text: z.string(), confidence: z.number() })),
  })
  .meta({ id: 'DocumentPage' });

export const readDocumentPage = operation({
  id: 'readDocumentPage',
  method: 'get',
  path: '/tenants/{tenant}/documents/{document}/pages/{page}',
  tag: 'documents',
  summary: 'One page with the words read of it',
  access: 'read',
  params: oneDocument.extend({ page: z.coerce.number().int().min(1).max(200) }),
  success: { status: 200, body: documentPage },
});

export const readPageImage = operation({
  id: 'readPageImage',
  method: 'get',
  path: '/tenants/{tenant}/documents/{document}/pages/{page}/image',
  tag: 'documents',
  summary: 'The picture of a page (WebP), upright',
  access: 'read',
  params: oneDocument.extend({ page: z.coerce.number().int().min(1).max(200) }),
  query: z.object({ width: z.enum(['1240', '2480']).default('1240') }),
  success: { status: 200, contentType: 'image/webp' },
});

export const deleteDocument = operation({
  id: 'deleteDocument',
  method: 'delete',
  path: '/tenants/{tenant}/documents/{document}',
  tag: 'documents',
  summary: 'Remove a document that is not posted, with its parts and what was read of it',
  access: 'documents.write',
  params: oneDocument,
  success: { status: 204 },
  errors: ['document_posted'],
});

export const retryDocument = operation({
  id: 'retryDocument',
  method: 'post',
  path: '/tenants/{tenant}/documents/{document}/retry',
  tag: 'documents',
  summary: 'Read the document once more',
  access: 'documents.write',
  params: oneDocument,
  success: { status: 200, body: document },
  errors: ['document_posted', 'document_split', 'document_busy'],
});

const pageNumber = z.number().int().min(1).max(200);

export const splitDocument = operation({
  id: 'splitDocument',
  method: 'post',
  path: '/tenants/{tenant}/documents/{document}/split',
  tag: 'documents',
  summary: 'Split a document into documents of their own, one for each invoice',
  description:
    'Each part refers to its pages of the file, which stays, and is read and booked on its own. Without `parts` it is ' +
    'split as reading proposed; pages in no part are left out; one part says that those pages are one invoice. Sent ' +
    'again with the same parts, it answers those that are there. Deleting all parts undoes it.',
  access: 'documents.write',
  params: oneDocument,
  body: z
    .strictObject({
      parts: z
        .array(z.strictObject({ first_page: pageNumber, last_page: pageNumber }))
        .min(1)
        .max(200)
        .optional()
        .describe('in the order of the pages, none twice'),
    })
    .meta({ id: 'DocumentSplit' }),
  success: { status: 200, body: z.object({ document, parts: z.array(document) }) },
  errors: [
    'document_posted',
    'document_split',
    'document_is_part',
    'document_busy',
    'nothing_to_split',
    'invalid_fields',
  ],
});

export const startInvoice = operation({
  id: 'startInvoice',
  method: 'post',
  path: '/tenants/{tenant}/documents/{document}/purchase-invoice',
  tag: 'documents',
  summary:
    'Begin a purchase invoice by hand: for a document that could not be read, or once more after a reversal',
  access: 'invoices.write',
  params: oneDocument,
  success: { status: 200, body: z.object({ id }) },
  errors: ['document_busy', 'document_split'],
});
