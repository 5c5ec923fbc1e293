import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clampView, extent, reveal, turnBox, zoomAround } from './view-box.ts';
import { boxBetween, textIn, wordAt } from './words-in.ts';

const stage = { pageWidth: 600, pageHeight: 800, width: 300, height: 200 };

describe('the view of a page', () => {
  it('fits the width at zoom 1 and stays on the page', () => {
    assert.deepEqual(extent({ x: 0, y: 0, zoom: 1 }, stage), { width: 600, height: 400 });
    assert.deepEqual(clampView({ x: 90, y: 900, zoom: 1 }, stage), { x: 0, y: 400, zoom: 1 });
    assert.equal(clampView({ x: 0, y: 0, zoom: 99 }, stage).zoom, 6);
  });

  it('zooms around a point that stays where it is', () => {
    const view = zoomAround({ x: 0, y: 0, zoom: 1 }, 2, { x: 300, y: 200 }, stage);
    assert.deepEqual(view, { x: 150, y: 100, zoom: 2 });
  });

  it('moves only as far as a box needs', () => {
    const here = { x: 0, y: 0, zoom: 1 };
    assert.deepEqual(reveal(here, { x: 0.1, y: 0.1, width: 0.2, height: 0.02 }, stage), here);
    const down = reveal(here, { x: 0.1, y: 0.9, width: 0.2, height: 0.02 }, stage);
    assert.ok(down.y > 300 && down.y <= 400);
  });

  it('turns boxes with the page', () => {
    const box = { x: 0.1, y: 0.2, width: 0.3, height: 0.1 };
    const quarter = turnBox(box, 1);
    assert.ok(Math.abs(quarter.x - 0.7) < 1e-9 && quarter.y === 0.1 && quarter.width === 0.1);
    const whole = turnBox(box, 4);
    assert.deepEqual(whole, box);
  });
});

describe('the words of a page', () => {
  const words = [
    { text: 'Totaal', x: 0.1, y: 0.5, width: 0.1, height: 0.02 },
    { text: '12,50', x: 0.3, y: 0.5, width: 0.1, height: 0.02 },
  ];

  it('are found under a point and within a rectangle', () => {
    assert.equal(wordAt(words, { x: 0.35, y: 0.51 })?.text, '12,50');
    assert.equal(wordAt(words, { x: 0.6, y: 0.51 }), null);
    const drawn = boxBetween({ x: 0.45, y: 0.55 }, { x: 0.05, y: 0.45 });
    assert.equal(textIn(words, drawn), 'Totaal 12,50');
  });
});
