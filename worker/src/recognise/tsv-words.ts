import type { Word } from '@smart-accounting/worker-contract';

/** Columns of Tesseract's TSV output, and the level of rows that are words. */
const [
  levelColumn,
  leftColumn,
  topColumn,
  widthColumn,
  heightColumn,
  confidenceColumn,
  textColumn,
] = [0, 6, 7, 8, 9, 10, 11] as const;
const wordLevel = 5;

/** Specks, rules and borders are recognised as these characters; no word consists of them alone. */
const noise = /^[|_—–~=«»‘’'"“”`.,:;°^¬\\/[\](){}<>*-]*$/;

/** The words of a page of TSV; boxes become fractions of the raster, whose size is given in pixels. */
export function wordsOfTsv(tsv: string, width: number, height: number): Word[] {
  const words: Word[] = [];
  for (const row of tsv.split('\n')) {
    const cells = row.split('\t');
    const text = (cells[textColumn] ?? '').trim();
    if (Number(cells[levelColumn]) !== wordLevel || isNoise(text)) continue;
    words.push({
      text,
      confidence: Math.min(1, Math.max(0, Number(cells[confidenceColumn]) / 100)),
      x: Number(cells[leftColumn]) / width,
      y: Number(cells[topColumn]) / height,
      width: Number(cells[widthColumn]) / width,
      height: Number(cells[heightColumn]) / height,
    });
  }
  return words;
}

/** A single dash or colon may mean something; a run of punctuation is dirt. */
function isNoise(text: string): boolean {
  return text === '' || (noise.test(text) && text !== '-' && text !== ':');
}
