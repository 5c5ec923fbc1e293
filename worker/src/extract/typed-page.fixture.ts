import type { Page, PageSource, Word } from '@smart-accounting/worker-contract';
import { findFacts, type DocumentFacts } from './document-facts.ts';
import { buildLayout, type Layout } from './layout/layout.ts';

/** The width of a column and the height of a row of a template, in points. */
export const letterWidthPt = 5;
export const rowPitchPt = 14;
/** Words of a text layer are as high as their line, recognised ones only as high as their letters. */
const lineOfText = { top: 0, height: 10 };
const lettersAlone = { top: 2, height: 7 };

interface PageOptions {
  readonly number?: number;
  readonly source?: PageSource;
  /** with which every word was read */
  readonly confidence?: number;
}

/**
 * An A4 page as if typed on a typewriter: rows and columns of the template become rows and columns of the page. Words
 * that are one or two spaces apart are in one cell, three or more spaces begin another.
 */
export function typedPage(template: string, options: PageOptions = {}): Page {
  const { number = 1, source = 'text_layer', confidence = 1 } = options;
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
export function typedLayout(template: string, options: PageOptions = {}): Layout {
  return buildLayout([typedPage(template, options)]);
}

/** The facts found on one typed page. */
export function typedFacts(template: string, options: PageOptions = {}): DocumentFacts {
  return findFacts([typedPage(template, options)]);
}
