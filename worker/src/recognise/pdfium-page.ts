import { quarterTurns, type QuarterTurns } from './orientation.ts';
import type { Pdfium } from './pdfium-module.ts';

/** A character of a page's text layer; its box as fractions of the page as displayed. */
export interface Character {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** how far its line of text is rotated clockwise on the page as displayed */
  readonly turns: QuarterTurns;
  /** false when the font does not say which character this glyph is */
  readonly mapped: boolean;
  /** true when nobody can see it: by what the file says of it, and once the page was looked at, by its ink */
  readonly hidden: boolean;
  /** the text object of the loaded page that it belongs to, and its font; 0 for a space that PDFium adds */
  readonly object: number;
  readonly font: number;
}

/** One page as read from its file: size in points as displayed, and its content. */
export interface PageContent {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly characters: readonly Character[];
  /** pixels of its largest image, and of all its images together */
  readonly largestPicturePixels: number;
  readonly picturePixels: number;
  /** the share of the page that images cover, 0 to 1 */
  readonly pictureShare: number;
}

/** Print smaller than this many points is for machines, not for people. */
const smallestPrintPt = 3;
/** On a page whose shorter side is less than this many times the smallest print, everything is drawn smaller. */
const smallestPrintsPerSide = 100;
/** The box of a character is at most this many times as high as its font is large. */
const boxPerFontSize = 2;

const flattenForDisplay = 0;
const flattened = 1;
const textObject = 1;
const imageObject = 3;
const formObject = 5;
const invisibleText = 3;
/** Forms may contain forms that contain images: real documents need three levels. */
const maxFormDepth = 8;

/**
 * Loads a page for the duration of `work`. Filled-in form fields become part of it, as they are on paper.
 * @param index from 0
 * @throws {Error} when PDFium cannot load the page
 */
export function withPage<T>(
  pdfium: Pdfium,
  document: number,
  index: number,
  work: (page: number) => T,
): T {
  let page = pdfium._FPDF_LoadPage(document, index);
  if (page !== 0 && pdfium._FPDFPage_Flatten(page, flattenForDisplay) === flattened) {
    pdfium._FPDF_ClosePage(page);
    page = pdfium._FPDF_LoadPage(document, index);
  }
  if (page === 0) throw new Error(`page ${index + 1} cannot be loaded`);
  try {
    return work(page);
  } finally {
    pdfium._FPDF_ClosePage(page);
  }
}

/** Reads size, text layer and image sizes of a page, without rendering it. */
export function readPageContent(pdfium: Pdfium, page: number): PageContent {
  const widthPt = pdfium._FPDF_GetPageWidthF(page);
  const heightPt = pdfium._FPDF_GetPageHeightF(page);
  const pictures = picturesOf(pdfium, page);
  return {
    widthPt,
    heightPt,
    characters: readCharacters(pdfium, page, widthPt, heightPt),
    largestPicturePixels: pictures.reduce((most, { pixels }) => Math.max(most, pixels), 0),
    picturePixels: pictures.reduce((sum, { pixels }) => sum + pixels, 0),
    pictureShare: Math.min(
      1,
      pictures.reduce((sum, { areaPt }) => sum + areaPt, 0) / Math.max(1, widthPt * heightPt),
    ),
  };
}

/** A box by its sides, as fractions of the page. */
type Extent = Pick<Character, 'left' | 'top' | 'right' | 'bottom'>;

/** What the characters of a page have in common, and what is known of its text objects. */
interface TextPage {
  readonly pdfium: Pdfium;
  readonly textPage: number;
  /** room for the numbers that PDFium answers with */
  readonly answer: number;
  readonly toDisplay: Transform;
  readonly smallestPt: number;
  readonly objects: Map<number, { readonly font: number; readonly invisible: boolean }>;
}

function readCharacters(
  pdfium: Pdfium,
  page: number,
  widthPt: number,
  heightPt: number,
): Character[] {
  const textPage = pdfium._FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  const toDisplay = displayTransform(pdfium, page);
  const smallestPt = Math.min(smallestPrintPt, Math.min(widthPt, heightPt) / smallestPrintsPerSide);
  try {
    return pdfium.lend(24, (answer) => {
      const text = { pdfium, textPage, answer, toDisplay, smallestPt, objects: new Map() };
      return Array.from(
        { length: Math.max(0, pdfium._FPDFText_CountChars(textPage)) },
        (_, index) => readCharacter(text, index),
      );
    });
  } finally {
    pdfium._FPDFText_ClosePage(textPage);
  }
}

function readCharacter(text: TextPage, index: number): Character {
  const { pdfium, textPage, answer, toDisplay } = text;
  pdfium._FPDFText_GetLooseCharBox(textPage, index, answer);
  const [left, top, right, bottom] = floatsAt(pdfium, answer);
  const [x1, y1] = toDisplay.point(left, top);
  const [x2, y2] = toDisplay.point(right, bottom);
  const code = pdfium._FPDFText_GetUnicode(textPage, index);
  const object = pdfium._FPDFText_GetTextObject(textPage, index);
  const { font, invisible } = objectOf(text, object);
  const box = {
    left: Math.min(x1, x2),
    top: Math.min(y1, y2),
    right: Math.max(x1, x2),
    bottom: Math.max(y1, y2),
  };
  return {
    text: code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD',
    ...box,
    turns: toDisplay.turnsOf(pdfium._FPDFText_GetCharAngle(textPage, index)),
    mapped: pdfium._FPDFText_HasUnicodeMapError(textPage, index) !== 1,
    hidden: object !== 0 && (invisible || isOutside(box) || isTooSmall(text, index, top - bottom)),
    object,
    font,
  };
}

function objectOf({ pdfium, objects }: TextPage, object: number) {
  const known = objects.get(object);
  if (known) return known;
  const read = {
    font: object === 0 ? 0 : pdfium._FPDFTextObj_GetFont(object),
    invisible: object !== 0 && pdfium._FPDFTextObj_GetTextRenderMode(object) === invisibleText,
  };
  objects.set(object, read);
  return read;
}

function isOutside({ left, top, right, bottom }: Extent): boolean {
  return right <= 0 || bottom <= 0 || left >= 1 || top >= 1;
}

/** @param boxPt the height of its box: only for a low one it is worth asking how large it is drawn */
function isTooSmall(
  { pdfium, textPage, answer, smallestPt }: TextPage,
  index: number,
  boxPt: number,
): boolean {
  if (Math.abs(boxPt) > boxPerFontSize * smallestPt) return false;
  if (pdfium._FPDFText_GetMatrix(textPage, index, answer) === 0) return false;
  const [, , c, d] = floatsAt(pdfium, answer);
  return pdfium._FPDFText_GetFontSize(textPage, index) * Math.hypot(c, d) < smallestPt;
}

function floatsAt(pdfium: Pdfium, pointer: number) {
  const memory = pdfium.memory();
  const at = (index: number) => memory.getFloat32(pointer + 4 * index, true);
  return [at(0), at(1), at(2), at(3)] as const;
}

interface Transform {
  /** converts page coordinates (points, origin bottom left) to fractions of the page as displayed */
  point(x: number, y: number): readonly [number, number];
  /** the clockwise quarter turns of a line of text, from its angle on the unrotated page (radians) */
  turnsOf(angle: number): QuarterTurns;
}

/**
 * PDFium knows how crop box and rotation move a point. The transform is affine, so three points far apart determine it:
 * asking for each corner of each character would take longer than reading the text.
 */
function displayTransform(pdfium: Pdfium, page: number): Transform {
  const size = 10_000_000;
  const far = 10_000;
  const at = (x: number, y: number) =>
    pdfium.lend(8, (pointer) => {
      pdfium._FPDF_PageToDevice(page, 0, 0, size, size, 0, x, y, pointer, pointer + 4);
      const memory = pdfium.memory();
      return [memory.getInt32(pointer, true), memory.getInt32(pointer + 4, true)] as const;
    });
  const [originX, originY] = at(0, 0);
  const [rightX, rightY] = at(far, 0);
  const [upX, upY] = at(0, far);
  const perX = [(rightX - originX) / far / size, (rightY - originY) / far / size] as const;
  const perY = [(upX - originX) / far / size, (upY - originY) / far / size] as const;
  const pageTurns = Math.round(Math.atan2(perX[1], perX[0]) / (Math.PI / 2));
  return {
    point: (x, y) => [
      originX / size + x * perX[0] + y * perY[0],
      originY / size + x * perX[1] + y * perY[1],
    ],
    turnsOf: (angle) => quarterTurns(pageTurns + Math.round(angle / (Math.PI / 2))),
  };
}

interface Picture {
  readonly pixels: number;
  readonly areaPt: number;
}

function picturesOf(pdfium: Pdfium, page: number): Picture[] {
  return objectsOf(pdfium, page, imageObject).map((object) => pictureOf(pdfium, object));
}

/** The text objects of a loaded page, also those that are not in its text layer since they repeat others. */
export function textObjectsOf(pdfium: Pdfium, page: number): number[] {
  return objectsOf(pdfium, page, textObject);
}

function objectsOf(pdfium: Pdfium, page: number, wanted: number): number[] {
  const objects: number[] = [];
  const visit = (object: number, depth: number) => {
    const type = pdfium._FPDFPageObj_GetType(object);
    if (type === wanted) objects.push(object);
    if (type !== formObject || depth >= maxFormDepth) return;
    const count = pdfium._FPDFFormObj_CountObjects(object);
    for (let index = 0; index < count; index++) {
      visit(pdfium._FPDFFormObj_GetObject(object, index), depth + 1);
    }
  };
  const count = pdfium._FPDFPage_CountObjects(page);
  for (let index = 0; index < count; index++) visit(pdfium._FPDFPage_GetObject(page, index), 0);
  return objects;
}

function pictureOf(pdfium: Pdfium, object: number): Picture {
  return pdfium.lend(24, (pointer) => {
    pdfium._FPDFImageObj_GetImagePixelSize(object, pointer, pointer + 4);
    pdfium._FPDFPageObj_GetBounds(object, pointer + 8, pointer + 12, pointer + 16, pointer + 20);
    const memory = pdfium.memory();
    const [left = 0, bottom = 0, right = 0, top = 0] = [8, 12, 16, 20].map((at) =>
      memory.getFloat32(pointer + at, true),
    );
    return {
      pixels: memory.getUint32(pointer, true) * memory.getUint32(pointer + 4, true),
      areaPt: Math.max(0, right - left) * Math.max(0, top - bottom),
    };
  });
}
