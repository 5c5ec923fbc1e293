import type { Box, Word } from '@smart-accounting/worker-contract';
import { findPicturedText } from './find-pictured-text.ts';
import { lookAtPage } from './look-at-page.ts';
import type { QuarterTurns } from './orientation.ts';
import type { Pdfium } from './pdfium-module.ts';
import { readPageContent } from './pdfium-page.ts';
import { isTextLayerUsable, withFontsJudged } from './text-layer-quality.ts';
import { wordsOfTextLayer } from './text-layer-words.ts';

/** A page of a PDF, as far as its file tells without recognition. */
export interface PdfPageReading {
  readonly widthPt: number;
  readonly heightPt: number;
  readonly largestPicturePixels: number;
  readonly picturePixels: number;
  /** the text layer as words of the upright page, and whether it can be trusted */
  readonly words: Word[];
  readonly usable: boolean;
  readonly turns: QuarterTurns;
  /** false when its pictures are too large: which words can be seen is not known then */
  readonly looked: boolean;
  /** where the upright page has words of a font that does not say which letters they are */
  readonly unmapped: Box[];
  /** where the page, as in the file, shows text that is not in its text layer */
  readonly pictured: Box[];
}

/**
 * Reads the text layer of a page, and looks at the page to tell which of it can be seen and what text is only drawn.
 * @param page is not as it was afterwards: load it again
 * @param maxPicturePixels a page whose pictures have more is not looked at
 */
export function readTextLayer(
  pdfium: Pdfium,
  page: number,
  maxPicturePixels: number,
): PdfPageReading {
  const content = withFontsJudged(readPageContent(pdfium, page));
  const { widthPt, heightPt, largestPicturePixels, picturePixels } = content;
  const sizes = { widthPt, heightPt, largestPicturePixels, picturePixels };
  const written = wordsOfTextLayer(content);
  const usable = isTextLayerUsable(content, written.words);
  if (!usable || picturePixels > maxPicturePixels) {
    return { ...sizes, ...written, usable, looked: false, pictured: [] };
  }
  const seen = lookAtPage(pdfium, page, content);
  const pictured = findPicturedText(seen.picture);
  if (seen.content.characters === content.characters) {
    return { ...sizes, ...written, usable, looked: true, pictured };
  }
  const layer = wordsOfTextLayer(seen.content);
  return {
    ...sizes,
    ...layer,
    usable: isTextLayerUsable(seen.content, layer.words),
    looked: true,
    pictured,
  };
}
