import { type DocumentMaker, draftInvoice, pdfDocument } from './document-maker.ts';
import { drawInvoice } from './draw-invoice.ts';
import { appended } from './incremental-update.ts';

/**
 * A font whose map to Unicode is wrong, as some programs write it: letters are numbered from another one on. The page
 * looks as it should, its text layer says something else.
 */
const unmappedFont: DocumentMaker = async (random, options) => {
  const draft = draftInvoice(random, { maxLines: 5, ...options });
  const bytes = await drawInvoice(draft.spec, draft.style);
  return pdfDocument(withWrongMaps(bytes, random.pick([1, 3, 29, -13])), draft.truth);
};

/** Gives every font of a PDF a map to Unicode in which each character is so many places off. */
function withWrongMaps(pdf: Uint8Array, shift: number): Uint8Array {
  const text = Buffer.from(pdf).toString('latin1');
  const free = Number(/\/Size (\d+)/.exec(text)?.[1]);
  const fonts = [...text.matchAll(/\n(\d+) 0 obj\s*<<([^>]*\/Type \/Font\b[^>]*)>>\s*endobj/g)];
  const map = characterMap(shift);
  return appended(pdf, [
    ...fonts.map(([, number, entries]) => ({
      number: Number(number),
      text: `<<${entries}/ToUnicode ${free} 0 R\n>>`,
    })),
    { number: free, text: `<< /Length ${map.length} >>\nstream\n${map}\nendstream` },
  ]);
}

function characterMap(shift: number): string {
  const hex = (code: number, digits: number) => code.toString(16).padStart(digits, '0');
  const range = `<${hex(33, 2)}> <${hex(126, 2)}> <${hex(33 + shift, 4)}>`;
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '1 begincodespacerange <00> <ff> endcodespacerange',
    `1 beginbfrange ${range} endbfrange`,
    'endcmap end end',
  ].join('\n');
}

export const unmappedFonts = { 'unmapped-font': unmappedFont } as const;
