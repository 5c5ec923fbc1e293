import { wholePage, type Region } from './find-content-region.ts';
import { findEntangledRuns } from './entangled-text.ts';
import { inkBetween, lightBetween, strongestInk, type Ink, type Sides } from './ink.ts';
import type { Pdfium } from './pdfium-module.ts';
import { textObjectsOf, type Character, type PageContent } from './pdfium-page.ts';
import { renderPage, type RenderOptions } from './pdfium-render.ts';
import type { GreyRaster } from './raster.ts';

/** A page is first looked at with a pixel a point, and more closely where that leaves a doubt. */
const glanceDotsPerPoint = 1;
const closeDotsPerPoint = 3;
const maxGlancePixels = 2_000_000;
const maxClosePixels = 2_000_000;
/** Ink that stands out from its ground by so much brightness (of 255) at a glance is there. */
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
  const closely = (region: Region, taken: ReadonlySet<number>) => {
    const size = sizeOf(region, content, closeDotsPerPoint, maxClosePixels);
    const { shown, bare } = drawWithout(pdfium, page, { ...size, region, grey: false }, taken);
    return inkBetween(shown, bare, size.widthPx, region);
  };

  const size = sizeOf(wholePage, content, glanceDotsPerPoint, maxGlancePixels);
  const glance = drawWithout(pdfium, page, { ...size, region: wholePage, grey: true }, objects);
  const seen = atAGlance(
    characters,
    lightBetween(glance.shown, glance.bare, size.widthPx, wholePage),
  );
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
  const picture = { width: size.widthPx, height: size.heightPx, pixels: glance.bare };
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
  options: Omit<RenderOptions, 'turns'>,
  taken: ReadonlySet<number>,
): { readonly shown: Uint8Array; readonly bare: Uint8Array } {
  const draw = () => renderPage(pdfium, page, { ...options, turns: 0 });
  const shown = draw();
  for (const object of taken) pdfium._FPDFPageObj_SetIsActive(object, 0);
  const bare = draw();
  for (const object of taken) pdfium._FPDFPageObj_SetIsActive(object, 1);
  return { shown, bare };
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
    // Rows of whole words need no padding.
    widthPx: 4 * Math.max(1, Math.round((wide * scale) / 4)),
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

/**
 * What was not looked for is as hidden as the character before it, or at the beginning the one after it.
 * @returns the same list where that is what the file says, too
 */
function withSeen(characters: readonly Character[], seen: Seen): readonly Character[] {
  let last = seen.find((known) => known !== null) ?? true;
  const looked = characters.map((character, index) => {
    last = seen[index] ?? last;
    return last === character.hidden ? { ...character, hidden: !last } : character;
  });
  return looked.every((character, index) => character === characters[index]) ? characters : looked;
}
