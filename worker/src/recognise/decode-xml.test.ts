import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeXml } from './decode-xml.ts';

const text = '<?xml version="1.0"?><Naam>Café Döner €</Naam>';
const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16();

describe('the text of an XML file', () => {
  it('is UTF-8 when nothing says otherwise, with or without a mark', () => {
    assert.equal(decodeXml(Buffer.from(text)), text);
    assert.equal(decodeXml(Buffer.from(`\uFEFF${text}`)), text);
  });
  it('is UTF-16 by its mark, and by its first character where it has none', () => {
    assert.equal(decodeXml(Buffer.from(`\uFEFF${text}`, 'utf16le')), text);
    assert.equal(decodeXml(utf16be(`\uFEFF${text}`)), text);
    assert.equal(decodeXml(Buffer.from(text, 'utf16le')), text);
    assert.equal(decodeXml(utf16be(text)), text);
  });
  it('is in the encoding it declares', () => {
    const latin = `<?xml version='1.0' encoding='ISO-8859-1'?><Naam>Café</Naam>`;
    assert.equal(decodeXml(Buffer.from(latin, 'latin1')), latin);
  });
  it('is in the encoding of its mark, whatever it declares', () => {
    const lying = `\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><Naam>Café</Naam>`;
    assert.equal(decodeXml(Buffer.from(lying)), lying.slice(1));
  });
  it('is none when its bytes are not of its encoding, or nobody knows that one', () => {
    assert.equal(decodeXml(Buffer.from('<Naam>Café</Naam>', 'latin1')), null);
    assert.equal(decodeXml(Buffer.from('<?xml version="1.0" encoding="x-nobody"?><a/>')), null);
    assert.equal(decodeXml(Buffer.from([0xff, 0xfe, 0x00, 0xd8])), null);
  });
});
