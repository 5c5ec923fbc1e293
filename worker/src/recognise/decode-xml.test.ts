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
    isNone(Buffer.from('<Naam>Café</Naam>', 'latin1'));
    isNone(Buffer.from('<?xml version="1.0" encoding="x-nobody"?><a/>'));
    isNone(Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    isNone(Buffer.concat([Buffer.alloc(200_000, 'a'), Buffer.from([0xc3])]));
  });
});
