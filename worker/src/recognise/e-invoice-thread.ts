import { parentPort } from 'node:worker_threads';
import { z } from 'zod';
import { eInvoiceRequestSchema, eInvoiceReplySchema } from './e-invoice-thread-protocol.ts';
import { readEInvoices } from './read-e-invoices.ts';

// XML is parsed on a thread of its own: whatever a document does to the parser, only this thread dies.
const port = parentPort;
if (!port) throw new Error('e-invoice-thread must be started as a worker thread');

port.on('message', (message: unknown) => {
  const { files } = eInvoiceRequestSchema.parse(message);
  port.postMessage(z.encode(eInvoiceReplySchema, readEInvoices(files)));
});
