import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Word } from '@smart-accounting/worker-contract';
import type { Character, PageContent } from './pdfium-page.ts';
import { isTextLayerUsable } from './text-layer-quality.ts';

interface Look {
  readonly pictureShare?: number;
  readonly unmapped?: number;
  readonly invisible?: number;
}

/** Whether the text layer of a page with this text is used. */
function isUsable(text: string, { pictureShare = 0, unmapped = 0, invisible = 0 }: Look = {}) {
  const box = { x: 0, y: 0, width: 0.1, height: 0.01 };
  const words = text
    .split(/\s+/)
    .filter((part) => part !== '')
    .map((part): Word => ({ text: part, confidence: 1, ...box }));
  const letters = [...text.replaceAll(/\s/g, '')];
  const characters = letters.map((letter, index): Character => ({
    text: letter,
    left: 0,
    top: 0,
    right: 0,
    bottom: 0,
    turns: 0,
    mapped: index >= unmapped * letters.length,
    hidden: index < invisible * letters.length,
    object: 1,
    font: 1,
  }));
  const page: PageContent = {
    widthPt: 595,
    heightPt: 842,
    characters,
    largestPicturePixels: 0,
    picturePixels: 0,
    pictureShare,
  };
  return isTextLayerUsable(page, words);
}

const invoice = `Factuur 2026-0417 van Kroon Groothandel B.V., Kadelaan 1 (achter), 1234 AB Edam. Totaal
  € 1.210,00 incl. 21% btw; vóór 03-12-2026 op NL91 ABNA 0417 1643 00. Vragen? info@kroon.example of
  www.kroon.example, tel. 020-1234567 * Mit freundlichen Grüßen — Merci d'avance à l'équipe`;

describe('a text layer', () => {
  it('that reads like an invoice is used', () => {
    assert.equal(isUsable(invoice), true);
  });
  it('of a few words is used when no image covers the page', () => {
    assert.equal(isUsable('Totaal 12,50'), true);
    assert.equal(isUsable('Totaal 12,50', { pictureShare: 0.9 }), false);
    assert.equal(isUsable(invoice, { pictureShare: 0.9 }), true);
  });
  it('without words is not used', () => {
    assert.equal(isUsable(''), false);
  });
});

describe('a text layer that does not say what a person sees', () => {
  it('is not used when it is hidden: the image of a scanner is recognised instead', () => {
    assert.equal(isUsable(invoice, { invisible: 1, pictureShare: 0.9 }), false);
    assert.equal(isUsable(invoice, { invisible: 0.3, pictureShare: 0.9 }), true);
    assert.equal(isUsable('Totaal 12,50', { invisible: 1 }), false);
  });
  it('is used when more is hidden in it than shown, but nothing is there that could be a scan', () => {
    assert.equal(isUsable(invoice, { invisible: 0.7 }), true);
  });
  it('is not used when its font does not map its letters', () => {
    assert.equal(isUsable(invoice, { unmapped: 0.2 }), false);
    assert.equal(isUsable(invoice, { unmapped: 0.05 }), true);
  });
  it('is not used when it is gibberish: shifted letters, stray symbols, no vowels', () => {
    const shifted = invoice.replaceAll(/[a-z]/gi, (letter) =>
      String.fromCharCode(letter.charCodeAt(0) - 29),
    );
    assert.equal(isUsable(shifted), false);
    assert.equal(isUsable('Hbgtrnzz wqrtpsd kfgbnmd xzzcbvn dfghjkl pqrtwz bcdfghj'), false);
    assert.equal(isUsable('\uFFFD\uFFFD\uFFFD \u0003\u0004 \u{E001}\u{E002}'), false);
  });
});
