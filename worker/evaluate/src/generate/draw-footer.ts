import { daysBetween } from '@smart-accounting/accounting/iso-date';
import { inGroupsOfFour } from './identifiers.ts';
import { isReverseCharged, payableOf, type InvoiceSpec } from './invoice-spec.ts';
import { Sheet, sheet } from './sheet.ts';
import type { Style } from './style.ts';

const footTop = 770;

/** Draws the sentence about payment, and the footer with the supplier's numbers. */
export function drawFooter(page: Sheet, spec: InvoiceSpec, style: Style, top: number): void {
  const { fonts, size, words } = style;
  const regular = { font: fonts.regular, size };
  let y = top + 18;
  if (isReverseCharged(spec)) {
    y += page.text(words.reverseCharge, sheet.margin, y, regular);
  }
  for (const text of wrapped(page, paymentText(spec, style), style)) {
    y += page.text(text, sheet.margin, y + 4, { font: fonts.regular, size: Math.min(size, 9) });
  }
  drawFoot(page, footerGroups(spec, style), style);
  if (style.pageNumbers) {
    const small = { font: fonts.regular, size: 8, align: 'right' } as const;
    page.text(`${words.page} 1 ${words.of} 1`, sheet.width - sheet.margin, 826, small);
  }
}

function paymentText(spec: InvoiceSpec, { payment, words, notation, ...style }: Style): string {
  if (payment === 'listed') return words.terms;
  const days = String(daysBetween(spec.issueDate, spec.dueDate));
  if (payment === 'days') return words.payWithin.replace('{days}', days);
  return (
    words.payBy
      .replace('{amount}', notation.amount(payableOf(spec)))
      .replace('{due}', notation.date(spec.dueDate))
      // An IBAN is never broken across two lines.
      .replace('{iban}', printedIban(spec, style).replaceAll(' ', '\u00A0'))
      .replace('{holder}', spec.supplier.name)
      .replace('{number}', spec.number)
  );
}

/** Breaks a text into lines of the width of the page. */
function wrapped(page: Sheet, text: string, { fonts, size }: Style): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = [lines.at(-1), word].filter((part) => part !== undefined).join(' ');
    const fits = page.width(longer, { font: fonts.regular, size: Math.min(size, 9) }) < 490;
    if (fits && lines.length > 0) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

function printedIban({ supplier }: InvoiceSpec, { ibanInGroups }: Pick<Style, 'ibanInGroups'>) {
  return ibanInGroups ? inGroupsOfFour(supplier.iban) : supplier.iban;
}

/** The supplier's numbers. The IBAN is left out when the sentence about payment contains it. */
function footerGroups(spec: InvoiceSpec, style: Style): string[][] {
  const { supplier } = spec;
  const { words } = style;
  const register = supplier.kvkNumber ?? String(supplier.phone.length * 7919);
  const account = [`IBAN: ${printedIban(spec, style)}`, `BIC: ${supplier.bic}`];
  return [
    [supplier.name, `${supplier.street}, ${supplier.postcode} ${supplier.city}`],
    ...(style.payment === 'sentence' ? [] : [account]),
    [
      `${words.vatNumber}: ${supplier.vatNumber}`,
      `${words.registerNumber}: ${register}`,
      supplier.domain,
    ],
  ];
}

function drawFoot(page: Sheet, groups: readonly string[][], { fonts, footer }: Style): void {
  const small = { font: fonts.regular, size: fonts.regular === 'Courier' ? 6.5 : 8 };
  page.line(sheet.margin, footTop - 6, sheet.width - sheet.margin, footTop - 6);
  if (footer === 'line') {
    drawFootLine(page, groups.flat());
    return;
  }
  const widest = Math.max(...groups.flat().map((text) => page.width(text, small)));
  const step = footer === 'columns' ? Math.max(165, widest + 10) : 0;
  let y = footTop;
  groups.forEach((group, index) => {
    if (footer === 'columns') y = footTop;
    for (const text of group) y += page.text(text, sheet.margin + index * step, y, small) * 0.85;
  });
}

function drawFootLine(page: Sheet, texts: readonly string[]): void {
  const style = { font: 'Helvetica', size: 7.5 };
  let line = '';
  let y = footTop;
  for (const text of texts) {
    const longer = line === '' ? text : `${line} | ${text}`;
    if (page.width(longer, style) > sheet.width - 2 * sheet.margin) {
      y += page.text(line, sheet.margin, y, style);
      line = text;
    } else {
      line = longer;
    }
  }
  page.text(line, sheet.margin, y, style);
}
