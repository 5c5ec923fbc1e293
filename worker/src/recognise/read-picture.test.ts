import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Word } from '@smart-accounting/worker-contract';
import { drawnRaster, linesOfWords, lit, type DrawnWord } from './drawn-raster.fixture.ts';
import { greySharp, toGreyRaster, rotateInPlace, type GreyRaster } from './raster.ts';
import { readPicture, type PictureReading, type PictureSource } from './read-picture.ts';
import type { RecognisedText, TextLayout } from './text-recogniser.ts';

/** A raster as a page that can be rendered in parts, at its own size. */
function sourceOf(raster: GreyRaster): PictureSource {
  const inPixels = (width: number, height: number) => ({
    width: Math.round(width * raster.width),
    height: Math.round(height * raster.height),
  });
  return {
    readingSize: raster,
    readingSizeOf: ({ width, height }) => inPixels(width, height),
    draw: ({ x, y, width, height }, size) =>
      toGreyRaster(
        greySharp(raster)
          .extract({
            left: Math.round(x * raster.width),
            top: Math.round(y * raster.height),
            ...inPixels(width, height),
          })
          .resize(size.width, size.height, { fit: 'fill' }),
      ),
  };
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Infinity);
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), 0);

/** Recognises one word, at the blackest spot of the raster, with the given confidence. */
function blackestSpot(sure: (turn: number) => number) {
  const seen: { layout: TextLayout; width: number; height: number }[] = [];
  const recognise = (raster: GreyRaster, layout: TextLayout): Promise<RecognisedText> => {
    seen.push({ layout, width: raster.width, height: raster.height });
    const { width, height, pixels } = raster;
    const dark = [...pixels.entries()].filter(([, value]) => value < 12).map(([index]) => index);
    const columns = dark.map((index) => index % width);
    const rows = dark.map((index) => Math.floor(index / width));
    const box = { x: least(columns) / width, y: least(rows) / height };
    const word: Word = {
      ...box,
      text: 'spot'.repeat(40),
      confidence: 1,
      width: (most(columns) + 1) / width - box.x,
      height: (most(rows) + 1) / height - box.y,
    };
    return Promise.resolve({ words: [word], confidence: sure(seen.length - 1) });
  };
  return { seen, recognise };
}

/** Lines of text of which one word is blacker than the rest. */
function pageWithSpot(width: number, height: number, area: DrawnWord, spot: DrawnWord): GreyRaster {
  const { pixels } = drawnRaster(width, height, linesOfWords(area));
  for (let y = spot.top; y < spot.top + spot.height; y++) {
    pixels.fill(0, y * width + spot.left, y * width + spot.left + spot.width);
  }
  return { width, height, pixels };
}

function assertAt({ words: [word] }: PictureReading, expected: DrawnWord, page: GreyRaster): void {
  assert.ok(word);
  const near = (actual: number, wanted: number, size: number) =>
    Math.abs(actual * size - wanted) <= 6;
  assert.ok(near(word.x, expected.left, page.width), `${word.x * page.width}`);
  assert.ok(near(word.y, expected.top, page.height), `${word.y * page.height}`);
}

const area = { left: 100, top: 120, width: 800, height: 1100 };
const spot = { left: 300, top: 400, width: 60, height: 18 };
const page = pageWithSpot(1000, 1400, area, spot);

describe('a page', () => {
  it('that is upright is read once, as it is', async () => {
    const { seen, recognise } = blackestSpot(() => 0.9);
    const reading = await readPicture(sourceOf(page), recognise);
    assert.deepEqual(reading.orientation, { turns: 0, deskewDegrees: 0 });
    assert.deepEqual(seen, [{ layout: 'page', width: 1000, height: 1400 }]);
    assertAt(reading, spot, page);
  });
  it('that reads badly is tried upside down, and the better reading counts', async () => {
    const better = blackestSpot((turn) => (turn === 0 ? 0.3 : 0.8));
    const reading = await readPicture(sourceOf(page), better.recognise);
    assert.equal(reading.orientation.turns, 2);
    assertAt(reading, { ...spot, left: 1000 - 360, top: 1400 - 418 }, page);
    const worse = blackestSpot((turn) => (turn === 0 ? 0.4 : 0.2));
    assert.equal((await readPicture(sourceOf(page), worse.recognise)).orientation.turns, 0);
    assert.equal(worse.seen.length, 3);
  });
  it('that is sideways is rotated before it is read', async () => {
    const sideways = await toGreyRaster(greySharp(page).rotate(90));
    const { seen, recognise } = blackestSpot(() => 0.9);
    const reading = await readPicture(sourceOf(sideways), recognise);
    assert.equal(reading.orientation.turns, 3);
    assert.deepEqual(seen, [{ layout: 'page', width: 1000, height: 1400 }]);
    assertAt(reading, spot, page);
  });
  it('that is skewed is deskewed, and words are where they are on the level page', async () => {
    const hanging = await rotateInPlace(page, 2);
    const { recognise } = blackestSpot(() => 0.9);
    const reading = await readPicture(sourceOf(hanging), recognise);
    assert.ok(Math.abs(reading.orientation.deskewDegrees + 2) <= 0.2);
    assertAt(reading, spot, page);
  });
});

describe('a page that reads badly', () => {
  const faint = lit(page, () => 1);
  faint.pixels.forEach((value, index) => {
    faint.pixels[index] = value < 235 ? 222 : 235;
  });
  /** Answers in turn; keeps what it was given. */
  const answering = (...answers: readonly RecognisedText[]) => {
    const seen: { raster: GreyRaster; layout: TextLayout }[] = [];
    const recognise = (raster: GreyRaster, layout: TextLayout): Promise<RecognisedText> => {
      seen.push({ raster, layout });
      return Promise.resolve(answers[seen.length - 1] ?? { words: [], confidence: 0 });
    };
    return { seen, recognise };
  };
  const text = (letters: string, confidence: number): RecognisedText => ({
    words: [{ text: letters, confidence, x: 0.1, y: 0.1, width: 0.1, height: 0.01 }],
    confidence,
  });

  it('is read again with its contrast raised, in another layout', async () => {
    const { seen, recognise } = answering(text('vaag', 0.6), text('helder'.repeat(40), 0.9));
    const { words } = await readPicture(sourceOf(faint), recognise);
    assert.deepEqual(
      seen.map(({ layout }) => layout),
      ['page', 'receipt'],
    );
    const [first, second] = seen.map(({ raster }) =>
      raster.pixels.reduce((a, b) => Math.min(a, b)),
    );
    assert.ok(first !== undefined && first > 180 && second !== undefined && second < 20);
    assert.match(words[0]?.text ?? '', /^helder/);
  });
  it('keeps the reading with more legible letters', async () => {
    const better = answering(text('vrij goed'.repeat(20), 0.7), text('ruis'.repeat(90), 0.5));
    const { words } = await readPicture(sourceOf(faint), better.recognise);
    assert.equal(better.seen.length, 2);
    assert.match(words[0]?.text ?? '', /^vrij goed/);
  });
  it('is read once when it is short and clear, or long and clear enough', async () => {
    for (const answer of [text('Totaal 12,50', 0.9), text('x'.repeat(200), 0.75)]) {
      const { seen, recognise } = answering(answer);
      await readPicture(sourceOf(page), recognise);
      assert.equal(seen.length, 1);
    }
  });
  it('is not read again when nothing is on it', async () => {
    const { seen, recognise } = answering();
    await readPicture(sourceOf(drawnRaster(1000, 1400, [])), recognise);
    assert.equal(seen.length, 1);
  });
});

describe('content that fills only a part of the page', () => {
  const corner = { left: 120, top: 150, width: 330, height: 480 };
  const cornerSpot = { left: 200, top: 300, width: 60, height: 18 };
  const sheet = pageWithSpot(1200, 1600, corner, cornerSpot);

  it('is read on its own, and placed on the whole page', async () => {
    const { seen, recognise } = blackestSpot(() => 0.9);
    const reading = await readPicture(sourceOf(sheet), recognise);
    assert.ok(seen[0] && seen[0].width < 700 && seen[0].height < 900);
    assertAt(reading, cornerSpot, sheet);
  });
  it('is placed correctly when it is upside down or sideways, too', async () => {
    const bad = blackestSpot((turn) => (turn === 0 ? 0.3 : 0.8));
    const reading = await readPicture(sourceOf(sheet), bad.recognise);
    assert.equal(reading.orientation.turns, 2);
    assertAt(reading, { ...cornerSpot, left: 1200 - 260, top: 1600 - 318 }, sheet);
    const sideways = await toGreyRaster(greySharp(sheet).rotate(90));
    const { recognise } = blackestSpot(() => 0.9);
    assertAt(await readPicture(sourceOf(sideways), recognise), cornerSpot, sheet);
  });
  it('in the shape of a till receipt is read as one column', async () => {
    const strip = { left: 400, top: 100, width: 300, height: 1300 };
    const { seen, recognise } = blackestSpot(() => 0.9);
    await readPicture(
      sourceOf(pageWithSpot(1200, 1600, strip, { ...cornerSpot, left: 450 })),
      recognise,
    );
    assert.equal(seen[0]?.layout, 'receipt');
  });
});
