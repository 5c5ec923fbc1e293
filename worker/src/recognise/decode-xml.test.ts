import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EInvoiceError } from '@smart-accounting/accounting/e-invoice/read-e-invoice';
import { decodeXml } from './decode-xml.ts';

const text = '<?xml version="1.0"?><Naam>Café Döner €</Naam>';
const decoded = (bytes: Uint8Array) => decodeXml(bytes).toArray().join('');
const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();

describe('the text of an XML file', () => {
  it('is UTF-8 by default, with or without a byte order mark', () => {
    assert.equal(decoded(Buffer.from(text)), text);
    assert.equal(decoded(Buffer.from(`\uFEFF${text}`)), text);
  });
  it('is UTF-16 by its byte order mark, or by its first character when it has none', () => {
    assert.equal(decoded(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
    assert.equal(decoded(utf16be(`\uFEFF${text}`)), text);
    assert.equal(decoded(Buffer.from(text, 'utf16le')), text);
    assert.equal(decoded(utf16be(text)), text);
  });
  it('is in the encoding it declares', () => {
    const latin = `<?xml version='1.0' encoding='ISO-8859-1'?><Naam>Café</Naam>`;
    assert.equal(decoded(Buffer.from(latin, 'latin1')), latin);
  });
  it('is in the encoding of its byte order mark, whatever it declares', () => {
    const lying = `\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><Naam>Café</Naam>`;
    assert.equal(decoded(Buffer.from(lying)), lying.slice(1));
  });
  it('is UTF-8 when it can be, whatever it declares', () => {
    for (const declared of ['utf-16', 'UTF-16', 'utf-16le', 'ISO-8859-1', 'x-nobody', 'ansi']) {
      const lying = `<?xml version="1.0" encoding="${declared}"?><Naam>Café Döner €</Naam>`;
      assert.equal(decoded(Buffer.from(lying)), lying, declared);
      const blank = `\r\n${lying}`;
      assert.equal(decoded(Buffer.from(blank)), blank, declared);
    }
  });
  it('is that of Windows, of which Latin-1 is a part, when it says nothing else and is no UTF-8', () => {
    for (const head of [
      '',
      '<?xml version="1.0"?>',
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<?xml version="1.0" encoding="utf-16"?>',
    ]) {
      const latin = `${head}<Naam>Café Döner, Ærø, Señor Façade</Naam>`;
      assert.equal(decoded(Buffer.from(latin, 'latin1')), latin);
    }
    const euro = Buffer.from('<a>\x80 5, d\x92Or</a>', 'latin1');
    assert.equal(decoded(euro), '<a>€ 5, d’Or</a>');
  });
  it('is decoded in chunks without splitting a character', () => {
    const long = `<a>${'Café Döner € 𝄞 '.repeat(30_000)}</a>`;
    const withMark = `\uFEFF${long}`;
    for (const bytes of [Buffer.from(long), Buffer.from(withMark, 'utf16le'), utf16be(withMark)]) {
      assert.ok(decodeXml(bytes).toArray().length > 5);
      assert.equal(decoded(bytes), long);
      assert.ok(decodeXml(bytes).every((part) => part.isWellFormed()));
    }
  });
  it('is malformed when its bytes are not valid in its encoding, or the encoding is unknown', () => {
    const isNone = (bytes: Uint8Array) => {
      assert.throws(
        () => decoded(bytes),
        (error) => error instanceof EInvoiceError && error.reason === 'malformed_xml',
      );
    };
    isNone(Buffer.from('<?xml version="1.0" encoding="x-nobody"?><a>é</a>', 'latin1'));
    isNone(Buffer.concat([Buffer.from('<a>é en '), Buffer.from('é</a>', 'latin1')]));
    isNone(Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    isNone(Buffer.concat([Buffer.from('é'), Buffer.alloc(200_000, 'a'), Buffer.from([0xc3])]));
  });
});
