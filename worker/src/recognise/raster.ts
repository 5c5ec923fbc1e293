import sharp, { type Sharp } from 'sharp';
import { documentLimits } from '@smart-accounting/worker-contract';
import type { Orientation } from './orientation.ts';

// A worker processes one image at a time: more threads would only compete for the machine's cores, and a cache of
// images would only cost memory.
sharp.concurrency(1);
sharp.cache(false);

/** Grey pixels, one byte each, rows from the top: the input of text recognition. */
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

/** Runs a pipeline and returns its image as grey pixels, on white where it is transparent. */
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

/** Rotates a raster clockwise by any angle in degrees, on white. Keeps its size, so corners may be cut off. */
export async function rotateInPlace(raster: GreyRaster, degrees: number): Promise<GreyRaster> {
  if (degrees === 0) return raster;
  const turned = await toGreyRaster(greySharp(raster).rotate(degrees, { background: white }));
  return toGreyRaster(greySharp(turned).extract(middleOf(turned, raster)));
}

/**
 * A page image for the portal, as WebP.
 * @param pixels RGB, before rotation
 * @param size in pixels, after rotation
 */
export async function toPageImage(
  pixels: Uint8Array,
  size: Size,
  { turns, deskewDegrees }: Orientation,
): Promise<Uint8Array> {
  const [width, height] = turns % 2 === 1 ? [size.height, size.width] : [size.width, size.height];
  const picture = rawSharp(pixels, width, height, 3);
  if (turns === 0 && deskewDegrees === 0) return encode(picture);
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
  if (deskewDegrees === 0) return encode(upright);
  const { data, info } = await upright
    .rotate(deskewDegrees, { background: white })
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

/**
 * Encodes an image as WebP with the least effort, since somebody is waiting for it: a page of text takes half the time
 * and becomes a few per cent larger.
 */
export function encode(picture: Sharp): Promise<Uint8Array> {
  return picture.webp({ quality: 78, effort: 0 }).toBuffer();
}
