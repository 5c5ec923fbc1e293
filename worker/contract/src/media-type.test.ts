import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { detectMediaType, isHeic, mediaTypeHeadBytes, xmlRootOf } from './media-type.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('the type of a file', () => {
  it('is known by its first bytes', () => {
    assert.equal(detectMediaType(bytesOf('%PDF-1.7\n')), 'application/pdf');
    assert.equal(detectMediaType(bytesOf(`junk from a scanner\r\n%PDF-1.4`)), 'application/pdf');
    assert.equal(
      detectMediaType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0)),
      'image/png',
    );
    assert.equal(detectMediaType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), 'image/jpeg');
    for (const head of ['II*\0', 'MM\0*', 'II+\0', 'MM\0+']) {
      assert.equal(detectMediaType(bytesOf(`${head}\0\0\0\u0008`)), 'image/tiff');
    }
    assert.equal(detectMediaType(bytesOf('RIFF1234WEBPVP8 ')), 'image/webp');
    assert.equal(detectMediaType(bytesOf('RIFF1234WAVEfmt ')), null);
  });
  it('that a phone keeps its photos in is known, though not read', () => {
    const heic = bytesOf('\0\0\0\u0024ftypheic\0\0\0\0mif1');
    assert.equal(isHeic(heic), true);
    assert.equal(detectMediaType(heic), null);
    assert.equal(isHeic(bytesOf('\0\0\0\u0020ftypisom')), false);
    assert.equal(isHeic(bytesOf('')), false);
  });
  it('is XML with and without a declaration, in UTF-8 with a mark and in UTF-16', () => {
    for (const text of ['<?xml version="1.0"?><a/>', '  \n<Invoice xmlns="x">', '\uFEFF<a/>']) {
      assert.equal(detectMediaType(bytesOf(text)), 'application/xml', text);
    }
    const utf16 = Buffer.from('\uFEFF<?xml version="1.0" encoding="UTF-16"?>', 'utf16le');
    assert.equal(detectMediaType(utf16), 'application/xml');
    assert.equal(detectMediaType(bytesOf('<!DOCTYPE Invoice>')), 'application/xml');
  });
  it('is unknown for everything else', () => {
    for (const text of [
      '',
      'hello',
      '<',
      '<3 you',
      '<!DOCTYPE html><p>',
      '<HTML>',
      'PK\u0003\u0004',
    ]) {
      assert.equal(detectMediaType(bytesOf(text)), null, text);
    }
    assert.equal(detectMediaType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), null);
  });
  it('of XML has a root element, told by its local name', () => {
    for (const text of [
      '<Invoice xmlns="x">',
      '<?xml version="1.0"?>\n<!-- <Order> -->\n<ubl:Invoice\n xmlns:ubl="x">',
      '\r\n\uFEFF<?xml version="1.0"?><?a b?><Invoice/>',
    ]) {
      assert.equal(xmlRootOf(bytesOf(text)), 'Invoice', text);
      assert.equal(xmlRootOf(Buffer.from(text, 'utf16le')), 'Invoice', text);
    }
    for (const text of ['', '<Invo', '<!-- <Invoice>', '<!DOCTYPE Invoice><Invoice>', 'Invoice']) {
      assert.equal(xmlRootOf(bytesOf(text)), null, text);
    }
  });
  it('looks at no more than the head', () => {
    assert.equal(detectMediaType(bytesOf(`${' '.repeat(mediaTypeHeadBytes)}%PDF-`)), null);
  });
});
