import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { ciiDocument } from '@smart-accounting/worker-evaluate/generate/cii-document';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { readFirstEInvoice } from './read-first-e-invoice.ts';

const spec = generateInvoice(new Random(11));
const [cii, ubl] = [ciiDocument(spec), ublDocument(spec)];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (xml: string) => ({ kind: 'read', invoice: readEInvoice(xml) });

describe('the e-invoice among the attachments of a PDF', () => {
  it('is the first that can be read as one, of either format', () => {
    const files = [bytesOf('geen xml'), bytesOf(ubl), bytesOf(cii)];
    assert.deepEqual(readFirstEInvoice(files), read(ubl));
    assert.deepEqual(readFirstEInvoice([Buffer.from('%PDF-1.7'), bytesOf(cii)]), read(cii));
  });
  it('is missing when there is no file, or none of them is an invoice', () => {
    for (const files of [[], [bytesOf('<Order/>'), new Uint8Array()]]) {
      assert.deepEqual(readFirstEInvoice(files), { kind: 'refused', reason: 'unknown_xml' });
    }
  });
  it('that is broken is refused with its reason', () => {
    const broken = {
      malformed_xml: cii.slice(0, cii.length / 2),
      unsafe_xml: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${cii}`,
      document_too_complex: `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
    };
    for (const [reason, xml] of Object.entries(broken)) {
      assert.deepEqual(readFirstEInvoice([bytesOf(xml)]), { kind: 'refused', reason });
    }
  });
});
