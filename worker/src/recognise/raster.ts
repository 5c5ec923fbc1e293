import { documentLimits } from '@smart-accounting/worker-contract';
import sharp, { type Sharp } from 'sharp';

// One picture at a time in a process that holds one job: more threads only fight over the machine's cores, and a cache
// of pictures only costs memory.
sharp.concurrency(1);
sharp.cache(false);

/** Grey pixels, one byte each, rows from the top: what text is recognised on. */
export interface GreyRaster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const white = '#ffffff';

/** A pipeline over grey pixels. */
export function greySharp({ width, height, pixels }: GreyRaster): Sharp {
  return rawSharp(pixels, width, height, 1);
}

/** A pipeline over raw pixels: 1 channel is grey, 3 are RGB. */
export function rawSharp(
  pixels: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3,
): Sharp {
  return sharp(pixels, {
    raw: { width, height, channels },
    limitInputPixels: documentLimits.pagePixels,
  });
}

/** The pipeline's picture as grey pixels. */
export async function toGreyRaster(picture: Sharp): Promise<GreyRaster> {
  const { data, info } = await picture
    .flatten({ background: white })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** The raster scaled to this size. */
export async function resizeRaster(
  raster: GreyRaster,
  width: number,
  height: number,
): Promise<GreyRaster> {
  if (width === raster.width && height === raster.height) return raster;
  return toGreyRaster(greySharp(raster).resize(width, height, { fit: 'fill' }));
}

/** Turns a raster clockwise by any angle in degrees, on white, keeping its size: corners may be lost. */
export async function turnInPlace(raster: GreyRaster, degrees: number): Promise<GreyRaster> {
  if (degrees === 0) return raster;
  const turned = await toGreyRaster(greySharp(raster).rotate(degrees, { background: white }));
  return toGreyRaster(greySharp(turned).extract(middleOf(turned, raster)));
}

/** How a picture still has to be turned: clockwise quarter turns, then a small angle in place. */
interface Turning {
  readonly turns: number;
  readonly skewDegrees: number;
}

/**
 * A page image for the portal: WebP.
 * @param pixels RGB, as it is before turning
 * @param size as it is after turning
 */
export async function toPageImage(
  pixels: Uint8Array,
  size: Size,
  { turns, skewDegrees }: Turning,
): Promise<Uint8Array> {
  const [width, height] = turns % 2 === 1 ? [size.height, size.width] : [size.width, size.height];
  const picture = rawSharp(pixels, width, height, 3);
  if (turns === 0 && skewDegrees === 0) return encode(picture);
  const upright =
    turns === 0
      ? picture
      : rawSharp(
          await picture
            .rotate(turns * 90)
            .raw()
            .toBuffer(),
          size.width,
          size.height,
          3,
        );
  if (skewDegrees === 0) return encode(upright);
  const { data, info } = await upright
    .rotate(skewDegrees, { background: white })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return encode(rawSharp(data, info.width, info.height, 3).extract(middleOf(info, size)));
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function middleOf(outer: Size, inner: Size) {
  return {
    left: Math.max(0, Math.round((outer.width - inner.width) / 2)),
    top: Math.max(0, Math.round((outer.height - inner.height) / 2)),
    width: Math.min(inner.width, outer.width),
    height: Math.min(inner.height, outer.height),
  };
}

/** As WebP. The least effort: a page waits for its image. One of text takes half the time and is some per cent larger. */
export function encode(picture: Sharp): Promise<Uint8Array> {
  return picture.webp({ quality: 78, effort: 0 }).toBuffer();
}
