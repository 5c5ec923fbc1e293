import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { readEInvoice } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { generateInvoice } from '@smart-accounting/worker-evaluate/generate/invoice-spec';
import { Random } from '@smart-accounting/worker-evaluate/generate/random';
import { ublDocument } from '@smart-accounting/worker-evaluate/generate/ubl-document';
import { manyAttributes, nested } from '../../test/hostile-documents.ts';
import { EInvoiceEngine } from './e-invoice-engine.ts';
import { UnreadableDocument } from './unreadable-document.ts';

const ubl = ublDocument(generateInvoice(new Random(23)));
const bytesOf = (text: string) => new TextEncoder().encode(text);
const invoice = readEInvoice(ubl);

const engine = new EInvoiceEngine();
after(() => engine.stop());

async function refusalOf(xml: string, on = engine): Promise<string> {
  try {
    await on.read([bytesOf(xml)]);
  } catch (error) {
    assert.ok(error instanceof UnreadableDocument, String(error));
    return error.reason;
  }
  return assert.fail('it was read');
}

describe('e-invoices on their thread', () => {
  it('are read as on the main thread, and one at a time when several are requested at once', async () => {
    const files = [[bytesOf(ubl)], [bytesOf('<a/>'), bytesOf(ubl)], [bytesOf(ubl)]];
    for (const read of await Promise.all(files.map((some) => engine.read(some)))) {
      assert.deepEqual(read, invoice);
    }
  });
  it('are refused with the reason, and the next one is read', async () => {
    assert.equal(await refusalOf('<Order/>'), 'unknown_xml');
    assert.equal(await refusalOf(`<!DOCTYPE a>${ubl}`), 'unsafe_xml');
    assert.equal(await refusalOf(ubl.slice(0, -9)), 'malformed_xml');
    assert.equal(await refusalOf(nested(1000)), 'document_too_complex');
    assert.deepEqual(await engine.read([bytesOf(ubl)]), invoice);
  });
  it('take hardly any time and memory when they are XML bombs', async () => {
    await engine.read([bytesOf(ubl)]); // the thread has started
    const bomb = bytesOf(manyAttributes(880_000));
    const [cpu, memory] = [process.cpuUsage(), process.memoryUsage.rss()];
    await assert.rejects(engine.read([bomb]), UnreadableDocument);
    const { user, system } = process.cpuUsage(cpu);
    assert.ok(user + system < 1_000_000, `${user + system} µs`);
    assert.ok(process.memoryUsage.rss() - memory < 100 * 1024 * 1024);
  });
});

describe('a thread that is lost', () => {
  it('to a document that exhausts its memory makes that document too complex, and the next one is read', async () => {
    const poor = new EInvoiceEngine({ heapMegabytes: 24 });
    const pieces = `<Invoice><!--${'-a'.repeat(1_000_000)}--></Invoice>`;
    assert.equal(await refusalOf(pieces, poor), 'document_too_complex');
    assert.deepEqual(await poor.read([bytesOf(ubl)]), invoice);
    await poor.stop();
  });
  it('to a document that takes too long makes that document too complex', async () => {
    const impatient = new EInvoiceEngine({ cpuMs: 25 }); // to start the thread takes longer
    assert.equal(await refusalOf(ubl, impatient), 'document_too_complex');
    await impatient.stop();
  });
});
