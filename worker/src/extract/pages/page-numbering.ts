import type { Layout } from '../layout/layout.ts';
import { plainLetters } from '../patterns/plain-letters.ts';

/** What a page says of its place in its document: `pagina 2 van 3`. */
export interface PageNumbering {
  readonly number: number;
  /** how many pages the document has; null where that is not printed */
  readonly of: number | null;
}

const pageWord = '(?:pagina|pag|blad|bladzijde|blz|page|pages|seite|blatt|p|s)';
const ofWord = '(?:van|of|von|de|sur|/|aus)';
const forms: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:^|[^a-z])${pageWord}\.?\s*:?\s*(?<number>\d{1,3})\s*${ofWord}\s*(?<of>\d{1,3})(?!\d|[.,/-]\d)`,
  ),
  new RegExp(
    String.raw`(?:^|[^a-z])(?:pagina|blad|page|seite|blatt)\s*:?\s*(?<number>\d{1,3})\s*$`,
  ),
  // On a line of its own at the edge of the page.
  /^\s*[-–]?\s*(?<number>\d{1,2})\s*(?:van|of|von|\/)\s*(?<of>\d{1,2})\s*[-–]?\s*$/,
];
/** Page numbers without a word stand in the outermost part of a page. */
const edge = 0.12;

/** Finds the page number that is printed on a page, or null. @param layout of one page */
export function findPageNumbering({ lines, pages }: Layout): PageNumbering | null {
  for (const [index, form] of forms.entries()) {
    for (const { cells, top, page } of lines) {
      const at = top / (pages.get(page)?.height ?? 842);
      if (index > 1 && at > edge && at < 1 - edge) continue;
      for (const { text } of cells) {
        const groups = form.exec(plainLetters(text))?.groups;
        const numbering = groups && numberingOf(Number(groups['number']), groups['of']);
        if (numbering) return numbering;
      }
    }
  }
  return null;
}

function numberingOf(number: number, of: string | undefined): PageNumbering | null {
  const count = of === undefined ? null : Number(of);
  return number >= 1 && (count === null || number <= count) ? { number, of: count } : null;
}
