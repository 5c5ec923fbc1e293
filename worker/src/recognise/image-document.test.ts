import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import type { MediaType, Page } from '@smart-accounting/worker-contract';
import { cleanInvoicePdf } from '../../test/documents.ts';
import { pdfEngine, stopRecognition } from './engines.ts';
import { openDocument } from './open-document.ts';

const size = { width: 700, height: 560 };
/** The upper part of an invoice as from a scanner. */
let scan: Sharp;

before(async () => {
  const { file } = await pdfEngine.open(await cleanInvoicePdf(7));
  const pixels = await pdfEngine.renderPage(file, 0, {
    widthPx: size.width,
    heightPx: size.height,
    turns: 0,
    grey: false,
    region: { x: 0.03, y: 0.03, width: 0.56, height: 0.317 },
  });
  scan = sharp(pixels, { raw: { ...size, channels: 3 } });
});
after(() => stopRecognition());

interface Reading {
  readonly page: Page;
  readonly text: string;
  readonly image: { readonly width: number; readonly height: number; readonly pixels: Buffer };
}

async function read(picture: Sharp, mediaType: MediaType = 'image/png'): Promise<Reading> {
  const encoded = mediaType === 'image/jpeg' ? picture.jpeg() : picture.png();
  const document = await openDocument(await encoded.toBuffer(), mediaType);
  const page = await document.readPage(1);
  const { data, info } = await sharp(await document.pageImage(1, 350))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  await document.close();
  const text = page.words.map((word) => word.text).join(' ');
  return { page, text, image: { width: info.width, height: info.height, pixels: data } };
}

/** Asserts that each word's box covers something dark in the page image: both were rotated the same way. */
function assertBoxesOnInk({ page, image }: Reading): void {
  for (const { text, x, y, width, height } of page.words.filter((word) => word.text.length > 3)) {
    let darkest = 255;
    for (let row = Math.floor(y * image.height); row < (y + height) * image.height; row++) {
      for (let column = Math.floor(x * image.width); column < (x + width) * image.width; column++) {
        darkest = Math.min(darkest, image.pixels[row * image.width + column] ?? 255);
      }
    }
    assert.ok(darkest < 140, `there is no ink under "${text}"`);
  }
}

describe('a scan', () => {
  it('is one recognised page of the size of a sheet, with boxes where its words are', async () => {
    const reading = await read(scan.clone());
    assert.match(reading.text, /Drukkerij De Vlijt.*KvK 27312345.*Factuurdatum: 02-11-2026/s);
    const { source, rotation, widthPt, heightPt } = reading.page;
    assert.deepEqual([source, rotation], ['recognised', 0]);
    assert.ok(Math.abs(heightPt - 595) < 1 && Math.abs(widthPt - (595 * 700) / 560) < 1);
    assertBoxesOnInk(reading);
  });
  it('in grey, 16 bits, CMYK, or with a transparent background reads the same', async () => {
    const withHole = await sharp({
      create: { ...size, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .composite([{ input: await scan.clone().unflatten().png().toBuffer() }])
      .png()
      .toBuffer();
    const variants: [Sharp, MediaType][] = [
      [scan.clone().toColourspace('b-w'), 'image/jpeg'],
      [scan.clone().toColourspace('rgb16'), 'image/png'],
      [scan.clone().toColourspace('cmyk'), 'image/jpeg'],
      [sharp(withHole), 'image/png'],
    ];
    for (const [picture, mediaType] of variants) {
      assert.match(
        (await read(picture, mediaType)).text,
        /KvK 27312345.*Factuurdatum: 02-11-2026/s,
      );
    }
  });
});

describe('an image that is sideways or upside down', () => {
  it('is rotated upright by its text, with its boxes and its page image', async () => {
    for (const degrees of [90, 180, 270]) {
      const turned = await scan.clone().rotate(degrees).toBuffer({ resolveWithObject: true });
      const { width, height } = turned.info;
      const reading = await read(sharp(turned.data, { raw: { width, height, channels: 3 } }));
      assert.match(reading.text, /KvK 27312345.*Factuurdatum: 02-11-2026/s, `${degrees}°`);
      assert.equal((reading.page.rotation + degrees) % 360, 0);
      assert.ok(reading.page.widthPt > reading.page.heightPt);
      assert.equal(reading.image.width, 350);
      assertBoxesOnInk(reading);
    }
  });
  it('is rotated by the EXIF orientation of the camera', async () => {
    const sideways = await scan.clone().rotate(270).toBuffer({ resolveWithObject: true });
    const { width, height } = sideways.info;
    const photo = sharp(sideways.data, { raw: { width, height, channels: 3 } });
    const reading = await read(photo.withMetadata({ orientation: 6 }), 'image/jpeg');
    assert.match(reading.text, /KvK 27312345/);
    assert.equal(reading.page.rotation, 0);
    assertBoxesOnInk(reading);
  });
  it('is deskewed when it is off by a few degrees, even in a shadow', async () => {
    const tilted = await scan
      .clone()
      .rotate(3, { background: '#f4f2ee' })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = tilted.info;
    const shade =
      `<svg width="${width}" height="${height}"><defs><linearGradient id="g">` +
      '<stop offset="0.2" stop-color="#fff"/><stop offset="1" stop-color="#888"/>' +
      '</linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>';
    const photo = sharp(tilted.data, { raw: { width, height, channels: 3 } }).composite([
      { input: Buffer.from(shade), blend: 'multiply' },
    ]);
    const reading = await read(photo, 'image/jpeg');
    assert.match(reading.text, /KvK 27312345.*Factuurdatum: 02-11-2026/s);
    assert.ok(Math.abs(reading.page.rotation + 3) < 0.3, `turned by ${reading.page.rotation}`);
    assertBoxesOnInk(reading);
  });
});

describe('a small slip on a large sheet', () => {
  it('is read enlarged, with its boxes on the whole sheet', async () => {
    const sheet = sharp({
      create: { width: 1700, height: 2200, channels: 3, background: '#ffffff' },
    }).composite([{ input: await scan.clone().png().toBuffer(), left: 150, top: 1200 }]);
    const reading = await read(sheet);
    assert.match(reading.text, /KvK 27312345.*Factuurdatum: 02-11-2026/s);
    assert.ok(reading.page.words.every(({ y }) => y > 0.5));
    assertBoxesOnInk(reading);
  });
});

describe('a till receipt', () => {
  it('has the width of a till roll', async () => {
    const strip = sharp({
      create: { width: 720, height: 1400, channels: 3, background: '#ffffff' },
    }).composite([{ input: await scan.clone().png().toBuffer(), left: 10, top: 100 }]);
    const { page, text } = await read(strip);
    assert.match(text, /KvK 27312345/);
    assert.ok(Math.abs(page.widthPt - 227) < 1);
  });
});

describe('an empty sheet', () => {
  it('has no words', async () => {
    const { page } = await read(
      sharp({ create: { width: 400, height: 500, channels: 3, background: '#fefefe' } }),
    );
    assert.deepEqual(page.words, []);
  });
});

describe('a TIFF', () => {
  /** Two pages, the second upside down, as scanners and fax programs write them. */
  async function twoPages(compression: 'lzw' | 'ccittfax4' | 'jpeg' | 'deflate'): Promise<Buffer> {
    const first = await scan.clone().png().toBuffer();
    const second = await scan.clone().rotate(180).png().toBuffer();
    const joined = sharp([first, second], { join: { animated: true } });
    return compression === 'ccittfax4'
      ? joined
          .greyscale()
          .threshold(150)
          .toColourspace('b-w')
          .tiff({ compression, bitdepth: 1 })
          .toBuffer()
      : joined.tiff({ compression, quality: 90 }).toBuffer();
  }

  it('is read page by page, each rotated upright', async () => {
    const document = await openDocument(await twoPages('ccittfax4'), 'image/tiff');
    assert.equal(document.pageCount, 2);
    for (const number of [1, 2]) {
      const page = await document.readPage(number);
      assert.equal(page.number, number);
      assert.match(page.words.map(({ text }) => text).join(' '), /Factuurdatum: 02-11-2026/);
      assert.equal(Math.round(page.rotation / 90), number === 1 ? 0 : 2);
      const { width } = await sharp(await document.pageImage(number, 350)).metadata();
      assert.equal(width, 350);
    }
    await document.close();
  });

  it('is opened in the form for large files, too', async () => {
    const big = await scan.clone().tiff({ compression: 'deflate', bigtiff: true }).toBuffer();
    assert.equal(big[2], 43);
    const document = await openDocument(big, 'image/tiff');
    const { words } = await document.readPage(1);
    assert.match(words.map(({ text }) => text).join(' '), /Factuurdatum: 02-11-2026/);
    await document.close();
  });

  it('is opened whatever its compression', async () => {
    for (const compression of ['lzw', 'jpeg', 'deflate'] as const) {
      const document = await openDocument(await twoPages(compression), 'image/tiff');
      assert.equal(document.pageCount, 2, compression);
      assert.ok((await document.pageImage(2, 100)).length > 100);
      await document.close();
    }
  });

  it('is refused when it is truncated or has too many pages', async () => {
    const bytes = await twoPages('lzw');
    const cut = openDocument(bytes.subarray(0, 100), 'image/tiff');
    await assert.rejects(cut, { reason: 'damaged_image' });
    const dot = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#fff' } })
      .png()
      .toBuffer();
    const many = await sharp(
      Array.from({ length: 201 }, () => dot),
      { join: { animated: true } },
    )
      .tiff({ compression: 'none' })
      .toBuffer();
    await assert.rejects(openDocument(many, 'image/tiff'), { reason: 'too_many_pages' });
  });
});

describe('a fax in normal quality', () => {
  /** As fax machines send it: half as many rows as columns per inch. */
  function fax(picture: Sharp): Promise<Buffer> {
    return picture
      .removeAlpha()
      .greyscale()
      .threshold(150)
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: 204 / 25.4, yres: 98 / 25.4 })
      .toBuffer();
  }

  async function readFax(bytes: Buffer): Promise<Reading> {
    const document = await openDocument(bytes, 'image/tiff');
    const page = await document.readPage(1);
    const { data, info } = await sharp(await document.pageImage(1, 700))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    await document.close();
    const text = page.words.map((word) => word.text).join(' ');
    return { page, text, image: { width: info.width, height: info.height, pixels: data } };
  }

  it('is stretched to the proportions of the paper before it is read, and its boxes lie on the ink', async () => {
    const enlarged = { width: 2 * size.width, height: Math.round((2 * size.height * 98) / 204) };
    const reading = await readFax(
      await fax(scan.clone().resize(enlarged.width, enlarged.height, { fit: 'fill' })),
    );
    assert.match(reading.text, /KvK 27312345.*Factuurdatum: 02-11-2026/s);
    const proportion = size.width / size.height;
    const { page, image } = reading;
    assert.ok(Math.abs(page.widthPt / page.heightPt - proportion) < 0.01);
    assert.ok(Math.abs(image.width / image.height - proportion) < 0.01);
    assertBoxesOnInk(reading);
  });

  it('is stretched along its rows when its orientation tag says that it is sideways', async () => {
    const flat = await scan
      .clone()
      .resize(2 * size.width, Math.round((2 * size.height * 98) / 204), { fit: 'fill' })
      .png()
      .toBuffer();
    const sideways = sharp(await sharp(flat).rotate(270).png().toBuffer())
      .withMetadata({ orientation: 6 })
      .tiff({ compression: 'deflate', xres: 98 / 25.4, yres: 204 / 25.4 });
    const { page, text } = await readFax(await sideways.toBuffer());
    assert.match(text, /KvK 27312345/i);
    assert.ok(Math.abs(page.widthPt / page.heightPt - size.width / size.height) < 0.01);
  });

  it('of a small slip on a large sheet is cropped in stored pixels', async () => {
    const sheet = await sharp({
      create: { width: 1700, height: 2200, channels: 3, background: '#ffffff' },
    })
      .composite([{ input: await scan.clone().png().toBuffer(), left: 150, top: 1200 }])
      .png()
      .toBuffer();
    const flat = sharp(sheet).resize(1700, Math.round((2200 * 98) / 204), { fit: 'fill' });
    const reading = await readFax(await fax(flat));
    assert.match(reading.text, /Factuurdatum/);
    assert.ok(reading.page.words.every(({ y }) => y > 0.5));
    assertBoxesOnInk(reading);
  });
});

describe('a WebP', () => {
  it('reads like any photo', async () => {
    const bytes = await scan.clone().webp({ quality: 85 }).toBuffer();
    const document = await openDocument(bytes, 'image/webp');
    const { words } = await document.readPage(1);
    assert.match(words.map(({ text }) => text).join(' '), /KvK 27312345/);
    await document.close();
  });
});
