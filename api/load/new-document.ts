// Run by k6: documents to hand in, no two of which are the same.
import { send, type Person } from './person.ts';

const invoice = open(__ENV['UBL_FILE'] ?? '');
const page = new Uint8Array(open(__ENV['PDF_FILE'] ?? '', 'b'));

/** Hands in an e-invoice with a number of its own. */
export function dropInvoice(person: Person): void {
  const text = invoice.replace(/(<cbc:ID>)[^<]*/, `$1LOAD-${unique()}`);
  send(person, 'upload', `/documents?file_name=load.xml`, text, {
    'content-type': 'application/octet-stream',
  });
}

/** Hands in a PDF, made another file by what stands behind its end. */
export function dropPage(person: Person): void {
  const behind = [...`\n%${unique()}\n`].map((letter) => letter.charCodeAt(0));
  const bytes = new Uint8Array(page.length + behind.length);
  bytes.set(page);
  bytes.set(behind, page.length);
  send(person, 'upload', `/documents?file_name=load.pdf`, bytes.buffer, {
    'content-type': 'application/octet-stream',
  });
}

function unique(): string {
  return `${__VU}-${__ITER}-${Math.random().toString(36).slice(2)}`;
}
