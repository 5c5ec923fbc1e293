import { documentLimits } from '@smart-accounting/worker-contract';

const magicOfTiff = 42;
const widthResolution = 282;
const heightResolution = 283;
const rational = 5;
const entryBytes = 12;
/** The pixels of the coarsest fax are twice as high as wide; a ratio beyond this is a mistake. */
const maxStretch = 4;

/**
 * The pixel aspect ratio (height divided by width) of each page of a TIFF: 1 for most, about 2 for a fax in normal
 * quality (204 by 98 dots per inch). Read here because the decoder reports only one of the two resolutions. A page
 * without resolutions, or with impossible ones, counts as having square pixels.
 */
export function pixelShapesOf(tiff: Uint8Array): number[] {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 8) return [];
  const isLittle = view.getUint16(0) === 0x4949; // `II`; otherwise `MM`
  if (view.getUint16(2, isLittle) !== magicOfTiff) return [];
  const shapes: number[] = [];
  let at = view.getUint32(4, isLittle);
  // In a damaged file the chain of pages may form a loop, so stop at the most pages a document may have.
  while (at > 0 && at + 2 <= view.byteLength && shapes.length < documentLimits.pages) {
    const end = at + 2 + view.getUint16(at, isLittle) * entryBytes;
    if (end + 4 > view.byteLength) break;
    shapes.push(shapeOf(view, at + 2, end, isLittle));
    at = view.getUint32(end, isLittle);
  }
  return shapes;
}

function shapeOf(view: DataView, start: number, end: number, isLittle: boolean): number {
  const resolutions = new Map<number, number>();
  for (let entry = start; entry < end; entry += entryBytes) {
    const tag = view.getUint16(entry, isLittle);
    if (tag !== widthResolution && tag !== heightResolution) continue;
    const place = view.getUint32(entry + 8, isLittle);
    if (view.getUint16(entry + 2, isLittle) !== rational || place + 8 > view.byteLength) continue;
    resolutions.set(tag, view.getUint32(place, isLittle) / view.getUint32(place + 4, isLittle));
  }
  const shape = (resolutions.get(widthResolution) ?? 1) / (resolutions.get(heightResolution) ?? 1);
  const bothStated = resolutions.size === 2;
  return bothStated && shape >= 1 / maxStretch && shape <= maxStretch ? shape : 1;
}
