import { documentLimits } from '@smart-accounting/worker-contract';

/** How a TIFF writes its directories: BigTIFF, with the number 43 where others have 42, has room for larger files. */
interface Form {
  /** of an offset, and of the place for a value in an entry */
  readonly offsetBytes: 4 | 8;
  /** of the number of entries */
  readonly countBytes: 2 | 8;
  readonly entryBytes: number;
  readonly firstOffsetAt: number;
}

const forms: ReadonlyMap<number, Form> = new Map([
  [42, { offsetBytes: 4, countBytes: 2, entryBytes: 12, firstOffsetAt: 4 }],
  [43, { offsetBytes: 8, countBytes: 8, entryBytes: 20, firstOffsetAt: 8 }],
]);
const widthResolution = 282;
const heightResolution = 283;
const rational = 5;
const rationalBytes = 8;
/** The pixels of the coarsest fax are twice as high as wide; a ratio beyond this is a mistake. */
const maxStretch = 4;

/**
 * The pixel aspect ratio (height divided by width) of each page of a TIFF or BigTIFF: 1 for most, about 2 for a fax in
 * normal quality (204 by 98 dots per inch). Read here because the decoder reports only one of the two resolutions. A
 * page without resolutions, or with impossible ones, counts as having square pixels.
 */
export function pixelShapesOf(tiff: Uint8Array): number[] {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (view.byteLength < 16) return [];
  const isLittle = view.getUint16(0) === 0x4949; // `II`; otherwise `MM`
  const form = forms.get(view.getUint16(2, isLittle));
  if (!form) return [];
  const { offsetBytes, countBytes, entryBytes, firstOffsetAt } = form;
  const offsetAt = (at: number) => numberAt(view, at, offsetBytes, isLittle);
  const shapes: number[] = [];
  let at = offsetAt(firstOffsetAt);
  // In a damaged file the chain of pages may form a loop, so stop at the most pages a document may have.
  while (at > 0 && at + countBytes <= view.byteLength && shapes.length < documentLimits.pages) {
    const start = at + countBytes;
    const end = start + numberAt(view, at, countBytes, isLittle) * entryBytes;
    if (end + offsetBytes > view.byteLength) break;
    const entries = Array.from(
      { length: (end - start) / entryBytes },
      (_, n) => start + n * entryBytes,
    );
    shapes.push(shapeOf(view, entries, form, isLittle));
    at = offsetAt(end);
  }
  return shapes;
}

function shapeOf(
  view: DataView,
  entries: readonly number[],
  { offsetBytes }: Form,
  isLittle: boolean,
): number {
  const resolutions = new Map<number, number>();
  for (const entry of entries) {
    const tag = view.getUint16(entry, isLittle);
    if (tag !== widthResolution && tag !== heightResolution) continue;
    const valueAt = entry + 4 + offsetBytes;
    const isInEntry = offsetBytes >= rationalBytes;
    const place = isInEntry ? valueAt : numberAt(view, valueAt, offsetBytes, isLittle);
    const isRational = view.getUint16(entry + 2, isLittle) === rational;
    if (!isRational || place + rationalBytes > view.byteLength) continue;
    resolutions.set(tag, view.getUint32(place, isLittle) / view.getUint32(place + 4, isLittle));
  }
  const shape = (resolutions.get(widthResolution) ?? 1) / (resolutions.get(heightResolution) ?? 1);
  const bothStated = resolutions.size === 2;
  return bothStated && shape >= 1 / maxStretch && shape <= maxStretch ? shape : 1;
}

/** An unsigned number of so many bytes; one that no file is long enough for is infinite. */
function numberAt(view: DataView, at: number, bytes: 2 | 4 | 8, isLittle: boolean): number {
  if (bytes === 2) return view.getUint16(at, isLittle);
  if (bytes === 4) return view.getUint32(at, isLittle);
  const number = view.getBigUint64(at, isLittle);
  return number <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(number) : Number.POSITIVE_INFINITY;
}
