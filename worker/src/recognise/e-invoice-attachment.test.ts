import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ciiDocument } from '../generate/cii-document.ts';
import { inventInvoice } from '../generate/invoice-spec.ts';
import { Random } from '../generate/random.ts';
import { ublDocument } from '../generate/ubl-document.ts';
import { findEInvoiceXml } from './e-invoice-attachment.ts';

const spec = inventInvoice(new Random(11));
const [cii, ubl] = [ciiDocument(spec), ublDocument(spec)];
const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the electronic invoice among the files of a PDF', () => {
  it('is the first that can be read as one, of either format', () => {
    assert.equal(findEInvoiceXml([bytesOf('geen xml'), bytesOf(ubl), bytesOf(cii)]), ubl);
    assert.equal(findEInvoiceXml([Buffer.from('%PDF-1.7'), bytesOf(cii)]), cii);
  });
  it('is none when there is no file, or none of them is an invoice', () => {
    assert.equal(findEInvoiceXml([]), null);
    assert.equal(findEInvoiceXml([bytesOf('<Order/>'), new Uint8Array()]), null);
  });
  it('that is broken is left aside: the pages can still be read', () => {
    const broken = [
      cii.slice(0, cii.length / 2),
      `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${cii}`,
      `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`,
    ];
    for (const xml of broken) assert.equal(findEInvoiceXml([bytesOf(xml)]), null);
  });
});
