import sharp from 'sharp';
import { type DocumentMaker, draftInvoice, drawn } from './document-maker.ts';
import { drawInvoice, drawLetterhead } from './draw-invoice.ts';
import { inGroupsOfFour } from './identifiers.ts';
import { noDamage, rasterise } from './rasterise.ts';
import { Sheet, sheet } from './sheet.ts';

/** The letterhead is a picture, with name, address and account; all else is text. */
const letterheadPicture: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options });
  const { spec, style } = draft;
  const shown = { ...style, letterheadAddress: true, letterheadSide: 'left' } as const;
  const head = new Sheet([sheet.width, 150]);
  const below = drawLetterhead(head, spec, shown);
  head.text(`IBAN ${inGroupsOfFour(spec.supplier.iban)}`, sheet.margin, below, {
    font: style.fonts.regular,
    size: style.size,
  });
  const png = await rasterise(await head.finish(), noDamage, 'png', 200);
  const letterhead = (page: Sheet) => {
    page.picture(Buffer.from(png), 0, 0, sheet.width);
    return 150;
  };
  return drawn({ ...draft, style: shown }, { letterhead });
};

/** Printed with little toner on greyish paper: the ink is as light as a stamp's shadow. */
const faintScan: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 4, ...options });
  const pdf = await drawInvoice(draft.spec, draft.style);
  const clean = await rasterise(pdf, noDamage, 'png');
  const ink = random.whole(150, 185);
  const paper = random.whole(225, 245);
  const bytes = await sharp(clean)
    .greyscale()
    .linear((paper - ink) / 255, ink)
    .jpeg({ quality: random.whole(70, 90) })
    .toBuffer();
  return { mediaType: 'image/jpeg', bytes, truth: draft.truth };
};

/** Letters with spaces between them, as designers set names and titles. */
const letterspaced: DocumentMaker = (random, options) => {
  const draft = draftInvoice(random, { maxLines: 6, ...options });
  const { spec, style } = draft;
  const letterhead = (page: Sheet) => {
    const text = [...spec.supplier.name].join(' ');
    const bold = { font: style.fonts.bold, size: 13, color: style.accent };
    const y = sheet.margin + page.text(text, sheet.margin, sheet.margin, bold);
    const { street, postcode, city } = spec.supplier;
    const small = { font: style.fonts.regular, size: style.size };
    return y + page.text(`${street}, ${postcode} ${city}`, sheet.margin, y, small);
  };
  return drawn(draft, { letterhead });
};

export const picturesOnPages = {
  'letterhead-picture': letterheadPicture,
  'faint-scan': faintScan,
  letterspaced,
} as const;
