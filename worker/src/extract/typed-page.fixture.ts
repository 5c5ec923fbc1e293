import type { Page, PageSource, Word } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from './document-facts.ts';
import { layOut, type Layout } from './layout.ts';

/** A typewriter's letters in points: one place of a template is so wide, one row of it so far below the last. */
export const letterWidthPt = 5;
export const rowPitchPt = 14;
/** Words of a text layer are as high as their line, recognised ones as their letters. */
const lineOfText = { top: 0, height: 10 };
const lettersAlone = { top: 2, height: 7 };

interface PageLook {
  readonly number?: number;
  readonly source?: PageSource;
  /** how sure the reading of every word is */
  readonly confidence?: number;
}

/**
 * An A4 page as if typed: rows and columns of the template are rows and columns of the page. One or two spaces leave
 * words in one cell, three or more begin another.
 */
export function typedPage(template: string, look: PageLook = {}): Page {
  const { number = 1, source = 'text_layer', confidence = 1 } = look;
  const [widthPt, heightPt] = [595, 842];
  const { top, height } = source === 'recognised' ? lettersAlone : lineOfText;
  const words = template.split('\n').flatMap((row, index) =>
    [...row.matchAll(/\S+/g)].map((match): Word => ({
      text: match[0],
      confidence,
      x: (match.index * letterWidthPt) / widthPt,
      y: (index * rowPitchPt + top) / heightPt,
      width: (match[0].length * letterWidthPt) / widthPt,
      height: height / heightPt,
    })),
  );
  return { number, widthPt, heightPt, rotation: 0, source, words };
}

/** The layout of one typed page. */
export function typedLayout(template: string, look: PageLook = {}): Layout {
  return layOut([typedPage(template, look)]);
}

/** What is found on one typed page before anyone asks which field it is. */
export function typedFacts(template: string, look: PageLook = {}): DocumentFacts {
  return findFacts([typedPage(template, look)]);
}
