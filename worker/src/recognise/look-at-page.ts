import { wholePage, type Region } from './find-content-region.ts';
import { findEntangledRuns } from './entangled-text.ts';
import { inkBetween, strongestInk, type Ink, type Sides } from './ink.ts';
import type { Pdfium } from './pdfium-module.ts';
import { textObjectsOf, type Character, type PageContent } from './pdfium-page.ts';
import { renderPage } from './pdfium-render.ts';
import type { GreyRaster } from './raster.ts';

/** A page is first looked at with a pixel a point, and more closely where that leaves a doubt. */
const glanceDotsPerPoint = 1;
const closeDotsPerPoint = 3;
const maxGlancePixels = 2_000_000;
const maxClosePixels = 2_000_000;
/** Ink that stands out from its ground by so much (of 255) at a glance is there. */
const clearInk = 56;
/** Ink that stands out by less, seen closely, is white on white, or grey on the same grey. */
const faintestInk = 24;
/** What has to be seen closely is drawn in so many parts from top to bottom, as far as they have any of it. */
const bands = 8;
/** More text than this upon other text: nobody could read it. */
const maxRuns = 40;
/** The middle of a character's box, where no ink of its neighbours is. */
const sideMargin = 0.15;
const topMargin = 0.2;

/** What looking at a page showed. */
export interface SeenPage {
  /** the content, with the characters that nobody can see marked as hidden */
  readonly content: PageContent;
  /** everything on the page but its text, a pixel a point or less */
  readonly picture: GreyRaster;
}

/** Whether each character can be seen; null for what is not known. */
type Seen = (boolean | null)[];

/**
 * Looks at a page to find out which of its characters can be seen. The page is drawn with and without its text: a
 * character that makes no difference has the colour of its ground, is covered, cut off or transparent, or lies in a
 * layer that is switched off. Text that lies upon other text is taken away alone, since otherwise the ink of one could
 * pass for that of the other.
 */
export function lookAtPage(pdfium: Pdfium, page: number, content: PageContent): SeenPage {
  const { characters } = content;
  const objects = new Set([
    ...textObjectsOf(pdfium, page),
    ...characters.map(({ object }) => object),
  ]);
  objects.delete(0);
  const look = (region: Region, size: PixelSize, taken: ReadonlySet<number>) =>
    drawWithout(pdfium, page, region, size, taken);
  const closely = (region: Region, taken: ReadonlySet<number>) =>
    look(region, sizeOf(region, content, closeDotsPerPoint, maxClosePixels), taken).ink;

  const size = sizeOf(wholePage, content, glanceDotsPerPoint, maxGlancePixels);
  const glance = look(wholePage, size, objects);
  const seen = atAGlance(characters, glance.ink);
  for (let band = 0; band < bands; band++) {
    const doubtful = [...seen.keys()].filter(
      (index) => seen[index] === null && bandOf(characters[index]) === band,
    );
    const region = regionOf(doubtful, content);
    if (region) judge(characters, doubtful, closely(region, objects), seen);
  }
  const runs = findEntangledRuns(characters, (index) => seen[index] === true);
  for (const [at, run] of runs.entries()) {
    const region = at < maxRuns ? regionOf(run.indices, content) : null;
    if (region) judge(characters, run.indices, closely(region, run.objects), seen);
    else for (const index of run.indices) seen[index] = false;
  }
  const picture = { width: size.widthPx, height: size.heightPx, pixels: greyOf(glance.bare) };
  return {
    content: { ...content, characters: withSeen(characters, seen) },
    picture,
  };
}

interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Draws a part of the page with and without some of its objects. */
function drawWithout(
  pdfium: Pdfium,
  page: number,
  region: Region,
  size: PixelSize,
  taken: ReadonlySet<number>,
): { readonly ink: Ink; readonly bare: Uint8Array } {
  const draw = () => renderPage(pdfium, page, { ...size, turns: 0, grey: false, region });
  const shown = draw();
  for (const object of taken) pdfium._FPDFPageObj_SetIsActive(object, 0);
  const bare = draw();
  for (const object of taken) pdfium._FPDFPageObj_SetIsActive(object, 1);
  return { ink: inkBetween(shown, bare, size.widthPx, region), bare };
}

function sizeOf(
  { width, height }: Region,
  { widthPt, heightPt }: PageContent,
  dotsPerPoint: number,
  maxPixels: number,
): PixelSize {
  const [wide, high] = [width * widthPt * dotsPerPoint, height * heightPt * dotsPerPoint];
  const scale = Math.min(1, Math.sqrt(maxPixels / (wide * high)));
  return {
    widthPx: Math.max(1, Math.round(wide * scale)),
    heightPx: Math.max(1, Math.round(high * scale)),
  };
}

/** Only letters and digits are looked for: a comma has too little ink, and goes with what it stands beside. */
function atAGlance(characters: readonly Character[], ink: Ink): Seen {
  return characters.map((character) => {
    if (character.hidden) return false;
    if (!hasInk(character)) return null;
    return (strongestInk(ink, middleOf(character), clearInk) ?? 0) >= clearInk ? true : null;
  });
}

function hasInk({ text, mapped, object }: Character): boolean {
  return object !== 0 && (!mapped || /[\p{L}\p{N}]/u.test(text));
}

function judge(
  characters: readonly Character[],
  indices: readonly number[],
  ink: Ink,
  seen: Seen,
): void {
  for (const index of indices) {
    const character = characters[index];
    if (!character || character.hidden || !hasInk(character)) continue;
    const strongest = strongestInk(ink, middleOf(character), faintestInk);
    seen[index] = strongest === null ? null : strongest >= faintestInk;
  }
}

function middleOf({ left, top, right, bottom }: Sides): Sides {
  const [side, edge] = [(right - left) * sideMargin, (bottom - top) * topMargin];
  return { left: left + side, top: top + edge, right: right - side, bottom: bottom - edge };
}

function bandOf(character: Character | undefined): number | null {
  if (!character || !hasInk(character)) return null;
  return Math.min(bands - 1, Math.max(0, Math.floor(character.top * bands)));
}

/** The part of the page that some characters are on; null when they are not on it, or take no room. */
function regionOf(
  indices: readonly number[],
  { characters, widthPt, heightPt }: PageContent,
): Region | null {
  let [left, top, right, bottom] = [1, 1, 0, 0];
  for (const index of indices) {
    const character = characters[index];
    if (!character) continue;
    left = Math.min(left, character.left);
    top = Math.min(top, character.top);
    right = Math.max(right, character.right);
    bottom = Math.max(bottom, character.bottom);
  }
  const [x, y] = [Math.max(0, left - 1 / widthPt), Math.max(0, top - 1 / heightPt)];
  const width = Math.min(1, right + 1 / widthPt) - x;
  const height = Math.min(1, bottom + 1 / heightPt) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** What was not looked for is as hidden as the character before it, or at the beginning the one after it. */
function withSeen(characters: readonly Character[], seen: Seen): Character[] {
  let last = seen.find((known) => known !== null) ?? true;
  return characters.map((character, index) => {
    last = seen[index] ?? last;
    return last === character.hidden ? { ...character, hidden: !last } : character;
  });
}

function greyOf(rgb: Uint8Array): Uint8Array {
  const grey = new Uint8Array(Math.floor(rgb.length / 3));
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  }
  return grey;
}
