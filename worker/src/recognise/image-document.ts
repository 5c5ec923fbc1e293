import { documentLimits, type MediaType, type Page } from '@smart-accounting/worker-contract';
import sharp, { type Sharp } from 'sharp';
import { wholePage, type Region } from './content-region.ts';
import { textRecogniser } from './engines.ts';
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

/** Widths of the paper in points that pictures are taken of: A4, and a till roll of 80 mm. */
const sheetWidthPt = 595;
const receiptWidthPt = 227;

/** Opens a photo or scan: one page, but for TIFF, which may have many. @throws {UnreadableDocument} */
export async function openImage(
  bytes: Uint8Array,
  mediaType: Extract<MediaType, `image/${string}`>,
): Promise<OpenDocument> {
  const sizes = await orDamaged(() => pageSizes(bytes, mediaType));
  const pages = sizes.map((sizesOfPage, index) => new Picture(bytes, index, sizesOfPage));
  const pageOf = (number: number): Picture => {
    const page = pages[number - 1];
    if (!page) throw new RangeError(`there is no page ${number}`);
    return page;
  };
  return {
    mediaType,
    pageCount: pages.length,
    eInvoiceXml: null,
    readPage: (number) => pageOf(number).read(number),
    pageImage: (number, widthPx) => pageOf(number).image(widthPx),
    close: async () => {
      for (const page of pages) await page.settled();
    },
  };
}

/** The upright size of a page. */
interface PageSizes {
  /** in pixels as the file has them */
  readonly stored: Size;
  /** as it looks: stretched so that its pixels are square */
  readonly shown: Size;
}

/** The sizes of each page; of a moving picture only the first counts. @throws {UnreadableDocument} */
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

/** @param shape how many times as high as wide a pixel is */
function stretched({ width, height }: Size, shape: number): Size {
  return {
    width: Math.round(width * Math.max(1, 1 / shape)),
    height: Math.round(height * Math.max(1, shape)),
  };
}

/** One page of a picture file. */
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
    const { words, uprightness } = await this.#readOnce();
    const { width, height } = turned(this.#size, uprightness.turns);
    const shortPt = isReceiptShaped(this.#size) ? receiptWidthPt : sheetWidthPt;
    const pointsPerPixel = shortPt / Math.min(width, height);
    return {
      number,
      widthPt: width * pointsPerPixel,
      heightPt: height * pointsPerPixel,
      rotation: uprightness.turns * 90 + uprightness.skewDegrees,
      source: 'recognised',
      words,
    };
  }

  async image(widthPx: number): Promise<Uint8Array> {
    const { uprightness } = await this.#readOnce();
    const sideways = uprightness.turns % 2 === 1;
    const size = imageSizeOf(widthPx, turned(this.#size, uprightness.turns));
    return orDamaged(async () => {
      const picture = this.#decode()
        .resize(sideways ? size.height : size.width, sideways ? size.width : size.height, {
          fit: 'fill',
        })
        .flatten({ background: '#ffffff' })
        .toColourspace('srgb');
      // One that lies right never stands in memory as a whole, which is 26 MB for A4 at its largest.
      if (uprightness.turns === 0 && uprightness.skewDegrees === 0) return encode(picture);
      return toPageImage(await picture.raw().toBuffer(), size, uprightness);
    });
  }

  /** Resolves when nothing reads it any more. */
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
    return readPicture(source, (raster, layout) => textRecogniser.recognise(raster, layout));
  }

  #draw(region: Region, { width, height }: Size): Promise<GreyRaster> {
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

async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('damaged_image', error);
  }
}
