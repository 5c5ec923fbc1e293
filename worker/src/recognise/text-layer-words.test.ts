import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wordsOfTextLayer } from './text-layer-words.ts';
import { quarterTurns, type QuarterTurns } from './orientation.ts';
import type { Character } from './pdfium-page.ts';

const size = { widthPt: 600, heightPt: 800 };
const letter = { width: 6, height: 12 };

/** A line of text as its characters, in points from the top left of the upright page. */
function typed(text: string, left: number, top: number): Character[] {
  return [...text].map((character, index) => ({
    text: character,
    left: (left + index * letter.width) / size.widthPt,
    top: top / size.heightPt,
    right: (left + (index + 1) * letter.width) / size.widthPt,
    bottom: (top + letter.height) / size.heightPt,
    turns: 0,
    mapped: true,
    hidden: false,
    object: 1,
    font: 1,
  }));
}

/** The same characters on the page after rotating it clockwise. */
function onTurnedPage(characters: readonly Character[], turns: QuarterTurns): Character[] {
  if (turns === 0) return [...characters];
  const once = characters.map((character) => ({
    ...character,
    left: 1 - character.bottom,
    top: character.left,
    right: 1 - character.top,
    bottom: character.right,
    turns: quarterTurns(character.turns + 1),
  }));
  return onTurnedPage(once, quarterTurns(turns - 1));
}

function wordsOf(characters: readonly Character[], page = size) {
  const content = {
    ...page,
    characters,
    largestPicturePixels: 0,
    picturePixels: 0,
    pictureShare: 0,
  };
  return wordsOfTextLayer(content);
}

describe('characters', () => {
  it('are separated into words by white space of any kind', () => {
    const { words } = wordsOf(typed('Totaal te\u00A0betalen\u200B:', 50, 100));
    assert.deepEqual(
      words.map(({ text }) => text),
      ['Totaal', 'te', 'betalen', ':'],
    );
  });
  it('become well-formed text, even where PDFium returned half a surrogate pair', () => {
    const halves = typed('Tel: ..', 50, 100).map((character, index) => ({
      ...character,
      text: ['T', 'e', 'l', '\ud83d', ' ', '\ud83d', '\ude00'][index] ?? character.text,
    }));
    assert.deepEqual(
      wordsOf(halves).words.map(({ text }) => text),
      ['Tel\ufffd', '\u{1f600}'],
    );
  });
  it('are separated into words by gaps where the file has no spaces', () => {
    const { words } = wordsOf([...typed('Totaal', 50, 100), ...typed('12,50', 90, 100)]);
    assert.deepEqual(
      words.map(({ text }) => text),
      ['Totaal', '12,50'],
    );
  });
  it('stay one word when they are kerned or printed twice to look bold', () => {
    const [first, ...rest] = typed('Totaal', 50, 100);
    assert.ok(first);
    const kerned = rest.map((character) => ({ ...character, left: character.left - 0.003 }));
    assert.deepEqual(
      wordsOf([first, ...kerned]).words.map(({ text }) => text),
      ['Totaal'],
    );
  });
  it('on another line are another word, however close', () => {
    const { words } = wordsOf([...typed('Kade', 50, 100), ...typed('Edam', 50 + 24, 115)]);
    assert.deepEqual(
      words.map(({ text }) => text),
      ['Kade', 'Edam'],
    );
  });
  it('that are ligatures or full-width become plain letters', () => {
    assert.equal(wordsOf(typed('oﬃce', 50, 100)).words[0]?.text, 'office');
    assert.equal(wordsOf(typed('１２', 50, 100)).words[0]?.text, '12');
  });
});

describe('a word', () => {
  it('has the bounding box of its characters, and full confidence', () => {
    const [word] = wordsOf(typed('Totaal', 60, 80)).words;
    assert.ok(word);
    assert.ok(Math.abs(word.x - 0.1) < 1e-9 && Math.abs(word.y - 0.1) < 1e-9);
    assert.ok(Math.abs(word.width - 0.06) < 1e-9 && Math.abs(word.height - 0.015) < 1e-9);
    assert.equal(word.confidence, 1);
  });
  it('outside the page is left out', () => {
    assert.deepEqual(wordsOf([...typed('weg', -100, 100), ...typed('weg', 50, 900)]).words, []);
  });
});

describe('a page that is sideways or upside down', () => {
  const upright = [...typed('Kroon Groothandel', 60, 80), ...typed('Edam', 60, 120)];

  it('is rotated so that most of its text is upright', () => {
    const expected = wordsOf(upright).words;
    for (const turns of [1, 2, 3] as const) {
      const page = turns === 2 ? size : { widthPt: size.heightPt, heightPt: size.widthPt };
      const { words, turns: back } = wordsOf(onTurnedPage(upright, turns), page);
      assert.equal((turns + back) % 4, 0);
      assert.deepEqual(
        words.map(({ text }) => text),
        ['Kroon', 'Groothandel', 'Edam'],
      );
      words.forEach((word, index) => {
        assert.ok(Math.abs(word.x - (expected[index]?.x ?? 0)) < 1e-9);
        assert.ok(Math.abs(word.y - (expected[index]?.y ?? 0)) < 1e-9);
      });
    }
  });
  it('loses a note that runs in another direction along its margin', () => {
    const note = onTurnedPage(typed('Algemene voorwaarden', 100, 20), 1);
    const { words, turns } = wordsOf([...upright, ...note.slice(0, 10)]);
    assert.equal(turns, 0);
    assert.deepEqual(
      words.map(({ text }) => text),
      ['Kroon', 'Groothandel', 'Edam'],
    );
  });
});

describe('quarter turns', () => {
  it('are normalised to 0 to 3', () => {
    assert.deepEqual([0, 1, 4, 7, -1, -5].map(quarterTurns), [0, 1, 0, 3, 3, 3]);
  });
});
