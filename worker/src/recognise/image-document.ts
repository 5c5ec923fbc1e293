import sharp, { type Sharp } from 'sharp';
import { documentLimits, type MediaType, type Page } from '@smart-accounting/worker-contract';
import { wholePage, type Region } from './find-content-region.ts';
import { freeMemoryForPicture, recogniseText } from './engines.ts';
import type { OpenDocument } from './document.ts';
import { encode, toGreyRaster, toPageImage, type GreyRaster } from './raster.ts';
import {
  assertPageSize,
  imageSizeOf,
  isReceiptShaped,
  recognitionSizeOfPicture,
  type Size,
} from './raster-size.ts';
import { readPicture, type PictureReading, type PictureSource } from './read-picture.ts';
import { pixelShapesOf } from './tiff-resolution.ts';
import { UnreadableDocument } from './unreadable-document.ts';

/** The assumed width of the paper in a photo or scan, in points: A4, and an 80 mm till roll. */
const sheetWidthPt = 595;
const receiptWidthPt = 227;

/** Memory per pixel of a page image: for the encoder's own copy, and for rotating it. */
const encodingBytes = 4;
const rotationBytes = 9;

/** Opens a photo or scan: one page, except for TIFF, which may have many. @throws {UnreadableDocument} */
export async function openImage(
  bytes: Uint8Array,
  mediaType: Extract<MediaType, `image/${string}`>,
): Promise<OpenDocument> {
  const sizes = await orDamaged(() => pageSizes(bytes, mediaType));
  const pages = sizes.map((sizesOfPage, index) => new Picture(bytes, index, sizesOfPage));
  const pageOf = (number: number): Picture => {
    const page = pages[number - 1];
    if (!page) throw new RangeError(`the document has no page ${number}`);
    return page;
  };
  return {
    mediaType,
    pageCount: pages.length,
    eInvoices: [],
    readPage: (number) => pageOf(number).read(number),
    pageImage: (number, widthPx) => pageOf(number).image(widthPx),
    close: async () => {
      for (const page of pages) await page.settled();
    },
  };
}

/** The upright size of a page. */
interface PageSizes {
  /** in pixels as stored in the file */
  readonly stored: Size;
  /** as displayed: stretched so that its pixels are square */
  readonly shown: Size;
}

/** The sizes of each page; of an animated image only the first frame counts. @throws {UnreadableDocument} */
async function pageSizes(bytes: Uint8Array, mediaType: MediaType): Promise<PageSizes[]> {
  const shapes = mediaType === 'image/tiff' ? pixelShapesOf(bytes) : [];
  const sizes: PageSizes[] = [];
  let count = 1;
  for (let page = 0; page < count; page++) {
    const options = { limitInputPixels: false, ...(page > 0 && { page }) } as const;
    const { width, height, autoOrient, orientation, pages } = await sharp(
      bytes,
      options,
    ).metadata();
    assertPageSize({ width, height });
    if (mediaType === 'image/tiff') count = pages ?? 1;
    if (count > documentLimits.pages) throw new UnreadableDocument('too_many_pages');
    const shape = shapes[page] ?? 1;
    const isOnItsSide = (orientation ?? 1) >= 5;
    sizes.push({
      stored: autoOrient,
      shown: stretched(autoOrient, isOnItsSide ? 1 / shape : shape),
    });
  }
  return sizes;
}

/** @param shape the pixel aspect ratio: height divided by width */
function stretched({ width, height }: Size, shape: number): Size {
  return {
    width: Math.round(width * Math.max(1, 1 / shape)),
    height: Math.round(height * Math.max(1, shape)),
  };
}

/** One page of an image file. */
class Picture {
  readonly #bytes: Uint8Array;
  readonly #index: number;
  readonly #stored: Size;
  readonly #size: Size;
  #reading: Promise<PictureReading> | null = null;

  constructor(bytes: Uint8Array, index: number, { stored, shown }: PageSizes) {
    this.#bytes = bytes;
    this.#index = index;
    this.#stored = stored;
    this.#size = shown;
  }

  async read(number: number): Promise<Page> {
    const { words, orientation } = await this.#readOnce();
    const { width, height } = turned(this.#size, orientation.turns);
    const shortPt = isReceiptShaped(this.#size) ? receiptWidthPt : sheetWidthPt;
    const pointsPerPixel = shortPt / Math.min(width, height);
    return {
      number,
      widthPt: width * pointsPerPixel,
      heightPt: height * pointsPerPixel,
      rotation: orientation.turns * 90 + orientation.deskewDegrees,
      source: 'recognised',
      words,
    };
  }

  async image(widthPx: number): Promise<Uint8Array> {
    const { orientation } = await this.#readOnce();
    const sideways = orientation.turns % 2 === 1;
    const size = imageSizeOf(widthPx, turned(this.#size, orientation.turns));
    const isUpright = orientation.turns === 0 && orientation.deskewDegrees === 0;
    const bytesPerPixel = encodingBytes + (isUpright ? 0 : rotationBytes);
    await freeMemoryForPicture(decodingBytes(this.#stored) + bytesPerPixel * pixelsOf(size));
    return orDamaged(async () => {
      const picture = this.#decode()
        .resize(sideways ? size.height : size.width, sideways ? size.width : size.height, {
          fit: 'fill',
        })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb');
      // An upright image is streamed: it is never in memory as a whole, which is 26 MB for A4 at its largest.
      if (isUpright) return encode(picture);
      return toPageImage(await picture.raw().toBuffer(), size, orientation);
    });
  }

  /** Resolves when no reading is in progress. */
  async settled(): Promise<void> {
    await this.#reading?.catch(() => undefined);
  }

  #readOnce(): Promise<PictureReading> {
    const reading = (this.#reading ??= this.#recognise());
    reading.catch(() => (this.#reading = null));
    return reading;
  }

  async #recognise(): Promise<PictureReading> {
    const size = this.#size;
    const source: PictureSource = {
      readingSize: recognitionSizeOfPicture(size),
      readingSizeOf: ({ width, height }) =>
        recognitionSizeOfPicture({ width: width * size.width, height: height * size.height }),
      draw: (region, wanted) => this.#draw(region, wanted),
    };
    return readPicture(source, recogniseText);
  }

  async #draw(region: Region, { width, height }: Size): Promise<GreyRaster> {
    await freeMemoryForPicture(decodingBytes(this.#stored));
    return orDamaged(() => {
      const size = this.#stored;
      const part =
        region === wholePage
          ? this.#decode()
          : this.#decode().extract({
              left: Math.floor(region.x * size.width),
              top: Math.floor(region.y * size.height),
              width: Math.floor(region.width * size.width),
              height: Math.floor(region.height * size.height),
            });
      return toGreyRaster(part.resize(width, height, { fit: 'fill' }));
    });
  }

  #decode(): Sharp {
    return sharp(this.#bytes, {
      limitInputPixels: documentLimits.pagePixels,
      failOn: 'truncated',
      ...(this.#index > 0 && { page: this.#index }),
    }).autoOrient();
  }
}

function turned({ width, height }: Size, turns: number): Size {
  return turns % 2 === 1 ? { width: height, height: width } : { width, height };
}

/** The whole image in RGB: some files can only be decoded as a whole. */
function decodingBytes(stored: Size): number {
  return 3 * pixelsOf(stored);
}

function pixelsOf({ width, height }: Size): number {
  return width * height;
}

async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('damaged_image', error);
  }
}
