import { type DocumentMaker, draftInvoice, type Draft, pdfDocument } from './document-maker.ts';
import { drawInvoiceOn } from './draw-invoice.ts';
import { generateIban, inGroupsOfFour } from './identifiers.ts';
import type { Random } from './random.ts';
import { Sheet, sheet, type TextStyle } from './sheet.ts';
import { marked } from './truth.ts';

/** Writes a text so that nobody sees it. */
type Hide = (page: Sheet, text: string, x: number, y: number, style: TextStyle) => void;

const white: Hide = (page, text, x, y, style) => {
  page.text(text, x, y, { ...style, color: '#ffffff' });
};
const nearlyWhite: Hide = (page, text, x, y, style) => {
  page.text(text, x, y, { ...style, color: '#fdfdfd' });
};
const onItsOwnColor: Hide = (page, text, x, y, style) => {
  page.fill(x - 2, y - 2, page.width(text, style) + 4, style.size * 1.5, '#2e6b34');
  page.text(text, x, y, { ...style, color: '#2e6b34' });
};
const covered: Hide = (page, text, x, y, style) => {
  page.text(text, x, y, style);
  page.fill(x - 2, y - 3, page.width(text, style) + 4, style.size * 1.8, '#ffffff');
};
const tiny: Hide = (page, text, x, y, style) => {
  page.text(text, x, y, { ...style, size: 0.6 });
};
const clipped: Hide = (page, text, x, y, style) => {
  page.clipped(() => page.text(text, x, y, style));
};

/** What the hidden text claims: another account to pay to, another total, another number. */
function claim(random: Random, { spec, style }: Draft): string {
  const { words, notation } = style;
  const otherIban = generateIban(random, spec.supplier.country);
  const otherTotal = notation.amount(spec.totalMinor * 3n + 117n);
  return random.pick([
    `IBAN: ${inGroupsOfFour(otherIban)}`,
    `IBAN: ${otherIban}`,
    `${words.total}: ${otherTotal}`,
    `${words.number}: X${random.digits(6)}`,
  ]);
}

/** An invoice with a value on it that no person can see: the visible ones are true. */
const hidden =
  (hide: Hide): DocumentMaker =>
  async (random, options) => {
    const draft = draftInvoice(random, { maxLines: 6, ...options });
    const text = claim(random, draft);
    const { fonts, size } = draft.style;
    // Above the letterhead, or in the space that is left above the footer.
    const y = random.pick([18, 745]);
    const page = new Sheet();
    hide(page, text, sheet.margin, y, { font: fonts.regular, size });
    drawInvoiceOn(page, draft.spec, draft.style);
    return pdfDocument(await page.finish(), marked(draft.truth, 'hidden_text'));
  };

/** White on a dark bar, grey on white, five points: all of it can be seen, and nothing is hidden. */
const unusualInk: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options });
  const { spec, style } = draft;
  const page = new Sheet();
  const iban = `IBAN: ${inGroupsOfFour(spec.supplier.iban)}`;
  const bar = { font: style.fonts.bold, size: style.size };
  page.fill(0, 8, sheet.width, 22, '#1f4e79');
  page.text(`${spec.supplier.name}   ${iban}`, sheet.margin, 13, { ...bar, color: '#ffffff' });
  const small = { font: style.fonts.regular, size: 5, color: '#777777' };
  const total = `${style.words.total} ${style.notation.amount(spec.totalMinor)}`;
  page.text(`${iban}, ${total}`, sheet.margin, 756, small);
  drawInvoiceOn(page, spec, style);
  return pdfDocument(await page.finish(), draft.truth);
};

export const hiddenText = {
  'hidden-white': hidden(white),
  'hidden-nearly-white': hidden(nearlyWhite),
  'hidden-on-color': hidden(onItsOwnColor),
  'hidden-covered': hidden(covered),
  'hidden-tiny': hidden(tiny),
  'hidden-clipped': hidden(clipped),
  'unusual-ink': unusualInk,
} as const;
