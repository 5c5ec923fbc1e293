import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { ciiDocument } from '@smart-accounting/worker-evaluate/generate/cii-document';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { readEInvoices } from './read-e-invoices.ts';

const spec = generateInvoice(new Random(11));
const [cii, ubl] = [ciiDocument(spec), ublDocument(spec)];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (xml: string) => ({ kind: 'read', invoice: readEInvoice(xml) });

describe('the files embedded in a PDF', () => {
  it('are read as e-invoices of either format, each for itself', () => {
    const files = [bytesOf('geen xml'), bytesOf(ubl), Buffer.from('%PDF-1.7'), bytesOf(cii)];
    const none = { kind: 'refused', reason: 'malformed_xml' };
    assert.deepEqual(readEInvoices(files), [none, read(ubl), none, read(cii)]);
    assert.deepEqual(readEInvoices([]), []);
  });
  it('that are broken or no e-invoices are refused with the reason', () => {
    const broken = {
      malformed_xml: cii.slice(0, cii.length / 2),
      unsafe_xml: `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${cii}`,
      document_too_complex: `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
      unknown_xml: '<Order/>',
    };
    for (const [reason, xml] of Object.entries(broken)) {
      assert.deepEqual(readEInvoices([bytesOf(xml)]), [{ kind: 'refused', reason }]);
    }
  });
  it('are only listed after the tenth, without their lines', () => {
    const files = Array.from({ length: 24 }, (_, index) => bytesOf(index % 2 ? ubl : '<a/>'));
    const found = readEInvoices(files).filter(({ kind }) => kind === 'read');
    const { fields } = readEInvoice(ubl);
    const head = { kind: 'read', invoice: { fields, vat: [], lines: [] }, isListedOnly: true };
    assert.deepEqual(found, [...Array.from({ length: 10 }, () => read(ubl)), head, head]);
  });
});
