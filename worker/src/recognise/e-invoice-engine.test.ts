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
    const [reply] = await on.read([bytesOf(xml)]);
    return reply?.kind === 'refused' ? reply.reason : assert.fail('it was read');
  } catch (error) {
    assert.ok(error instanceof UnreadableDocument, String(error));
    return error.reason;
  }
}

describe('e-invoices on their thread', () => {
  it('are read as on the main thread, and one at a time when several are requested at once', async () => {
    const files = [[bytesOf(ubl)], [bytesOf('<a/>'), bytesOf(ubl)], [bytesOf(ubl)]];
    for (const read of await Promise.all(files.map((some) => engine.read(some)))) {
      assert.deepEqual(read.at(-1), { kind: 'read', invoice });
    }
  });
  it('are refused with the reason, and the next one is read', async () => {
    assert.equal(await refusalOf('<Order/>'), 'unknown_xml');
    assert.equal(await refusalOf(`<!DOCTYPE a>${ubl}`), 'unsafe_xml');
    assert.equal(await refusalOf(ubl.slice(0, -9)), 'malformed_xml');
    assert.equal(await refusalOf(nested(1000)), 'document_too_complex');
    assert.deepEqual(await engine.read([bytesOf(ubl)]), [{ kind: 'read', invoice }]);
  });
  it('are read with an enclosure as large as a file may be, held only once beside the file', async () => {
    const megabytes = 19;
    const enclosure = `<cac:AdditionalDocumentReference><cbc:EmbeddedDocumentBinaryObject filename="a.pdf">${'QUJD'.repeat(megabytes * 256 * 1024)}</cbc:EmbeddedDocumentBinaryObject></cac:AdditionalDocumentReference>`;
    const large = bytesOf(ubl.replace('<cac:AccountingSupplierParty>', `${enclosure}$&`));
    assert.ok(large.length > megabytes * 1024 * 1024);
    const memory = process.memoryUsage.rss();
    assert.deepEqual(await engine.read([large]), [{ kind: 'read', invoice }]);
    assert.ok(process.memoryUsage.rss() - memory < 150 * 1024 * 1024);
  });
  it('take hardly any time and memory when they are XML bombs', async () => {
    await engine.read([bytesOf(ubl)]); // the thread has started
    const bomb = bytesOf(manyAttributes(880_000));
    const [cpu, memory] = [process.cpuUsage(), process.memoryUsage.rss()];
    assert.equal((await engine.read([bomb]))[0]?.kind, 'refused');
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
    assert.deepEqual(await poor.read([bytesOf(ubl)]), [{ kind: 'read', invoice }]);
    await poor.stop();
  });
  it('to a document that takes too long makes that document too complex', async () => {
    const impatient = new EInvoiceEngine({ cpuMs: 25 }); // to start the thread takes longer
    assert.equal(await refusalOf(ubl, impatient), 'document_too_complex');
    await impatient.stop();
  });
});
