import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findShortcut, isPlain, nameOf, type Press, type Shortcut } from './keymap.ts';

function press(key: string, more: Partial<Press> = {}): Press {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more };
}

function shortcut(keys: string): Shortcut {
  return { keys, label: keys, run: () => undefined };
}

describe('nameOf', () => {
  it('names keys with their modifiers; Command counts as Ctrl', () => {
    assert.equal(nameOf(press('Enter', { ctrlKey: true })), 'Ctrl+Enter');
    assert.equal(nameOf(press('k', { metaKey: true })), 'Ctrl+k');
    assert.equal(nameOf(press('ArrowDown', { shiftKey: true })), 'Shift+ArrowDown');
    assert.equal(nameOf(press('?', { shiftKey: true })), '?');
    assert.equal(nameOf(press('F8')), 'F8');
  });

  it('takes the physical key with Alt, since a Mac turns it into another sign', () => {
    assert.equal(nameOf(press('®', { altKey: true, code: 'KeyR' })), 'Alt+r');
    assert.equal(nameOf(press('≠', { altKey: true, code: 'Equal' })), 'Alt+=');
    assert.equal(nameOf(press('PageDown', { altKey: true, code: 'PageDown' })), 'Alt+PageDown');
  });
});

describe('findShortcut', () => {
  const list = ['g i', 'g p', 'u', 'Ctrl+Enter'].map(shortcut);

  it('finds single keys', () => {
    assert.equal(findShortcut(list, press('u'), null, 0).shortcut?.keys, 'u');
    assert.equal(findShortcut(list, press('x'), null, 0).shortcut, null);
  });

  it('finds pairs pressed within a second or so', () => {
    const first = findShortcut(list, press('g'), null, 1_000);
    assert.deepEqual(first, { shortcut: null, pending: { name: 'g', at: 1_000 } });
    assert.equal(findShortcut(list, press('p'), first.pending, 1_500).shortcut?.keys, 'g p');
    assert.equal(findShortcut(list, press('p'), first.pending, 9_000).shortcut, null);
  });

  it('knows which are plain, and so can be turned off', () => {
    assert.deepEqual(['g i', '?', '/', 'Ctrl+k', 'F8', 'Alt+r'].map(isPlain), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
