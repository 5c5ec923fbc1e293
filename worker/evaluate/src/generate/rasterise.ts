import sharp, { type Sharp } from 'sharp';
import { pdfEngine } from '@smart-accounting/worker/recognise/engines';
import type { Random } from './random.ts';

/** What happens to a page between printing and receiving it. */
export interface Damage {
  /** clockwise quarter turns: how the phone or the paper was held */
  readonly turns: 0 | 1 | 2 | 3;
  /** clockwise degrees */
  readonly tilt: number;
  /** JPEG quality, 1 to 100 */
  readonly quality: number;
  /** standard deviation in pixels; 0 for none */
  readonly blur: number;
  /** how much darker the darkest corner is, 0 to 1 */
  readonly shadow: number;
}

/** The file format of the image; `fax` is a black-and-white TIFF (CCITT group 4). */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'fax';

/** A clean scan at 200 dpi. */
export const noDamage: Damage = { turns: 0, tilt: 0, quality: 92, blur: 0, shadow: 0 };

/** The page of the browser test: rotated by 2 degrees, JPEG quality 60. */
export const usualDamage: Damage = { turns: 0, tilt: 2, quality: 60, blur: 0, shadow: 0 };

/** Damage as by phones and cheap scanners. */
export function pickDamage(random: Random): Damage {
  return {
    turns: 0,
    tilt: (random.next() - 0.5) * 6,
    quality: random.whole(50, 80),
    blur: random.chance(0.5) ? 0.4 + random.next() * 0.5 : 0,
    shadow: random.chance(0.5) ? 0.15 + random.next() * 0.35 : 0,
  };
}

/** A photo that is sideways or upside down, without an orientation tag. */
export function turnedDamage(random: Random): Damage {
  return { ...usualDamage, turns: random.pick([1, 2, 3]), tilt: (random.next() - 0.5) * 4 };
}

/** A skewed photo, by three to ten degrees in either direction. */
export function skewedDamage(random: Random): Damage {
  return { ...usualDamage, tilt: random.pick([-1, 1]) * (3 + random.next() * 7) };
}

/** A photo with a shadow over half of it. */
export function shadowedDamage(random: Random): Damage {
  return { ...usualDamage, tilt: (random.next() - 0.5) * 4, shadow: 0.4 + random.next() * 0.25 };
}

/** Renders the first page of a PDF as a damaged image. */
export function rasterise(
  pdf: Uint8Array,
  damage: Damage,
  format: PictureFormat = 'jpeg',
  dpi = 200,
): Promise<Uint8Array> {
  return rasterisePage(pdf, 0, damage, format, dpi);
}

/** Renders any page of a PDF as a damaged image. @param index from 0 */
export async function rasterisePage(
  pdf: Uint8Array,
  index: number,
  damage: Damage,
  format: PictureFormat = 'jpeg',
  dpi = 200,
): Promise<Uint8Array> {
  const { file, answer } = await pdfEngine.open(pdf);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  try {
    const { widthPt, heightPt } = await pdfEngine.readPage(file, index);
    const width = Math.round((widthPt * dpi) / 72);
    const height = Math.round((heightPt * dpi) / 72);
    const order = { widthPx: width, heightPx: height, turns: 0, grey: false } as const;
    const pixels = await pdfEngine.renderPage(file, index, order);
    return await damaged(pixels, width, height, damage, format);
  } finally {
    await pdfEngine.close(file);
  }
}

async function damaged(
  pixels: Uint8Array,
  width: number,
  height: number,
  { turns, tilt, quality, blur, shadow }: Damage,
  format: PictureFormat,
): Promise<Uint8Array> {
  let picture = sharp(pixels, { raw: { width, height, channels: 3 } });
  if (tilt !== 0) picture = picture.rotate(tilt, { background: '#f4f2ee' });
  if (blur > 0) picture = picture.blur(Math.max(0.3, blur));
  const { data, info } = await picture
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  let result = sharp(data);
  if (shadow > 0) {
    result = result.composite([
      { input: shadowOver(info.width, info.height, shadow), blend: 'multiply' },
    ]);
  }
  if (turns !== 0) result = sharp(await result.png().toBuffer()).rotate(turns * 90);
  return encoded(result, format, quality).toBuffer();
}

function encoded(picture: Sharp, format: PictureFormat, quality: number): Sharp {
  if (format === 'png') return picture.png();
  if (format === 'webp') return picture.webp({ quality, effort: 1 });
  if (format === 'jpeg') return picture.jpeg({ quality });
  return picture
    .threshold(160)
    .toColourspace('b-w')
    .tiff({ compression: 'ccittfax4', bitdepth: 1 });
}

/** A shadow as of a hand or the fold of a book: a gradient from white to grey across the page. */
function shadowOver(width: number, height: number, strength: number): Buffer {
  const dark = Math.round(255 * (1 - strength));
  return Buffer.from(
    `<svg width="${width}" height="${height}"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1">` +
      `<stop offset="0.2" stop-color="#fff"/><stop offset="1" stop-color="rgb(${dark},${dark},${dark})"/>` +
      `</linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`,
  );
}
