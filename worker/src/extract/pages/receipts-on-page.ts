import type { Page, Word } from '@smart-accounting/worker-contract';
import { groupLines } from '../../recognise/reading-order.ts';
import { findFacts, type DocumentFacts } from '../document-facts.ts';
import type { LabelName } from '../rules/label-rule.ts';
import { isContactLine, isPostalLine } from '../patterns/address.ts';
import { boundingBox } from '../layout/rect.ts';
import { sumCandidates } from '../totals/find-labelled-amounts.ts';

/** Receipts are apart by so many letter heights, where no word stands: nothing but paper, or the table it lies on. */
const minGap = 2.2;
/** The largest width of a receipt in letter heights: a till prints about forty letters a line. */
const maxWidth = 40;
const minScore = 0.5;
/** A receipt has at least so many words, and of what receipts have as many signs. */
const minWords = 12;
/** No sheet has room for receipts with more words than this. */
const maxWords = 1500;
const minSigns = 3;

/**
 * How many receipts lie beside or below each other on a page that was recognised: parts with nothing between them, each
 * with a total and a head or a date of its own. A page that is not clearly so has one.
 */
export function countReceipts(page: Page): number {
  if (page.words.length > maxWords) return 1;
  const whole = findFacts([page]);
  const totals = whole.labels.filter(({ name }) => totalLabels.has(name));
  return totals.length < 2 ? 1 : Math.max(1, receiptsIn(page, whole.letterHeight).length);
}

const totalLabels: ReadonlySet<LabelName> = new Set<LabelName>(['total', 'payable']);

/** What a part of a page has of a receipt. */
interface Receipt {
  readonly totals: ReadonlySet<bigint>;
  readonly dates: ReadonlySet<string>;
  readonly hasHead: boolean;
}

function receiptsIn(page: Page, letterHeight: number): Receipt[] {
  const beside = partsOf(page, 'across', letterHeight);
  const columns = beside.flatMap((part) => stackedIn(part, letterHeight));
  if (distinct(columns).length > 1) return distinct(columns);
  const below = partsOf(page, 'down', letterHeight);
  if (below.length === 1) return distinct(columns);
  return distinct(
    below.flatMap((part) =>
      partsOf(part, 'across', letterHeight).flatMap((column) => stackedIn(column, letterHeight)),
    ),
  );
}

/** The receipts below each other in a column, each of as few of its parts as have all that makes a receipt. */
function stackedIn(askew: Page, letterHeight: number): Receipt[] {
  const column = levelled(askew);
  const receipts: Receipt[] = [];
  let words: readonly Word[] = [];
  for (const part of partsOf(column, 'down', letterHeight)) {
    words = [...words, ...part.words];
    const receipt = receiptOf({ ...column, words: [...words] });
    if (!receipt) continue;
    receipts.push(receipt);
    words = [];
  }
  return receipts;
}

/** How far lines may fall or rise over their length: receipts beside each other are not askew by the same angle. */
const slopes = [0, -0.015, 0.015, -0.03, 0.03, -0.045, 0.045, -0.06, 0.06];

/** The part with its words level: words of a line stand beside each other, so that there are as few lines as can be. */
function levelled(part: Page): Page {
  const proportion = part.widthPt / part.heightPt;
  let best: { readonly words: Word[]; readonly lines: number } | null = null;
  for (const slope of slopes) {
    const words = part.words.map((word) => ({ ...word, y: word.y - slope * word.x * proportion }));
    const lines = groupLines(words, ({ x, y, height }) => ({
      left: x,
      top: y,
      bottom: y + height,
    }));
    if (!best || lines.length < best.lines) best = { words, lines: lines.length };
  }
  return best ? { ...part, words: best.words } : part;
}

/** The stretches of a page in one direction that are apart by a gap, wherever else words stand. */
function partsOf(page: Page, direction: 'across' | 'down', letterHeight: number): Page[] {
  const isAcross = direction === 'across';
  const gap = (minGap * letterHeight) / (isAcross ? page.widthPt : page.heightPt);
  const spanOf = ({ x, y, width, height }: Word) =>
    isAcross ? { from: x, to: x + width } : { from: y, to: y + height };
  const parts: { words: Word[]; to: number }[] = [];
  for (const word of page.words.toSorted((a, b) => spanOf(a).from - spanOf(b).from)) {
    const { from, to } = spanOf(word);
    const part = parts.at(-1);
    if (part && from - part.to < gap) {
      part.words.push(word);
      part.to = Math.max(part.to, to);
    } else parts.push({ words: [word], to });
  }
  return parts.map(({ words }) => ({ ...page, words }));
}

function receiptOf(page: Page): Receipt | null {
  if (page.words.length < minWords) return null;
  const facts = findFacts([page]);
  const { lines } = facts.layout;
  const { left, right } = boundingBox(lines);
  if (right - left > maxWidth * facts.letterHeight) return null;
  const totals = sumCandidates(facts.amounts).filter(
    ({ role, score }) => (role === 'total' || role === 'payable') && score >= minScore,
  );
  const dates = new Set(facts.dates.map(({ date }) => date));
  const receipt = {
    totals: new Set(totals.map(({ minor }) => minor)),
    dates,
    hasHead: hasHead(facts),
  };
  const isPaid = facts.labels.some(({ name }) => name === 'tendered');
  const signs = [totals.length > 0, dates.size > 0, receipt.hasHead, isPaid];
  return totals.length > 0 && signs.filter(Boolean).length >= minSigns ? receipt : null;
}

/** Whether it is said whose receipt it is: where the shop is, or under which number it pays VAT. */
function hasHead({ layout, vatNumbers, kvkNumbers }: DocumentFacts): boolean {
  return (
    vatNumbers.length + kvkNumbers.length > 0 ||
    layout.lines.some(({ cells }) =>
      cells.some(({ text }) => isPostalLine(text) || isContactLine(text)),
    )
  );
}

/** Without those that repeat another one, as the slip of a card does the total and the date of its receipt. */
function distinct(receipts: readonly Receipt[]): Receipt[] {
  const kept: Receipt[] = [];
  for (const receipt of receipts) {
    if (!kept.some((other) => isSlipOf(receipt, other))) kept.push(receipt);
  }
  return kept;
}

function isSlipOf(slip: Receipt, receipt: Receipt): boolean {
  const isSameSum = haveCommon(slip.totals, receipt.totals);
  const isSameDay = slip.dates.size === 0 || haveCommon(slip.dates, receipt.dates);
  return isSameDay && (isSameSum || !slip.hasHead);
}

function haveCommon<T>(some: ReadonlySet<T>, others: ReadonlySet<T>): boolean {
  return [...some].some((one) => others.has(one));
}
