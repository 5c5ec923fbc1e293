import type { DocumentFacts } from '../document-facts.ts';
import { extractedValue, type ExtractedValue } from '../extracted-value.ts';
import type { Label } from '../find-labels.ts';
import type { Line } from '../layout/layout.ts';
import { onLine } from '../layout/position-index.ts';
import { spanOfCell, spanOf, startOfToken, type Span } from '../layout/text-span.ts';
import { plainWords } from '../patterns/plain-letters.ts';
import { quotedWithPayment } from '../rules/payment-terms.ts';
import { findLabelledReference } from './find-labelled-reference.ts';

/** `Rechnung 181301674`: what a payment quotes may begin with the name of the document. */
const titledNumber = /^\p{L}[\p{L}.]+\s\S*\d\S*$/u;
const titledConfidence = 0.9;
/** For a number that a remark asks to quote, whatever it is called. */
const askedForConfidence = 0.75;
const remark = /\(([^()]{8,80})\)/;

/** Finds what a payment has to quote: a text or number beside its label, else the number that a remark asks to quote. */
export function findPaymentReference(
  facts: DocumentFacts,
  number: ExtractedValue | null,
): ExtractedValue | null {
  return (
    titledReference(facts) ??
    findLabelledReference(facts, 'payment_reference', number) ??
    referenceAskedFor(facts, number)
  );
}

function titledReference({ labels }: DocumentFacts): ExtractedValue | null {
  for (const label of labels) {
    if (label.name !== 'payment_reference' || label.weight < 1) continue;
    const span = textBeside(label);
    const isTitled = onLine(labels, label.line).some(
      ({ name, left }) => name === 'invoice_title' && Math.abs(left - (span?.left ?? 0)) < 1,
    );
    if (span && isTitled && titledNumber.test(span.text)) {
      return extractedValue(span.text, span, titledConfidence);
    }
  }
  return null;
}

/** All that stands behind a label in its cell, else in the next one. */
function textBeside({ line, cell, endToken }: Label): Span | null {
  const own = line.cells[cell];
  if (!own) return null;
  const start = own.tokens.findIndex(({ text }, at) => at >= endToken && text !== ':');
  return start < 0
    ? spanOfCell(line, cell + 1)
    : spanOf(line, cell, startOfToken(own, start), own.text.length);
}

/** The only number on the line of a remark such as `(bitte bei Zahlung angeben)`, or on the line above it. */
function referenceAskedFor(
  { layout, references }: DocumentFacts,
  number: ExtractedValue | null,
): ExtractedValue | null {
  for (const line of layout.lines) {
    const said = remark.exec(textOf(line))?.[1];
    if (said === undefined || !quotedWithPayment.test(plainWords(said).join(' '))) continue;
    const above = layout.lines[line.index - 1];
    const isAlone = textOf(line) === `(${said})`;
    const [only, ...others] =
      isAlone && above ? onLine(references, above) : onLine(references, line);
    if (!only || others.length > 0 || only.id === number?.value || only.likeness < 1) continue;
    return extractedValue(only.id, only, askedForConfidence);
  }
  return null;
}

function textOf({ cells }: Line): string {
  return cells.map(({ text }) => text).join(' ');
}
