import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { copiedRows } from './clipboard.ts';
import {
  blankCell,
  type Cell,
  cellOf,
  type Column,
  isBlank,
  isUnreadable,
  type Line,
  moveLine,
  pasteRows,
  readCell,
  tidyCell,
} from './lines.ts';
import { moveOf, placeAfter } from './walk.ts';

type Name = 'account' | 'text' | 'amount';
const choices = [
  { key: 'a', label: '430 Kort' },
  { key: 'b', label: '4300 Autokosten' },
];
const account: Column<Name> = { name: 'account', label: 'Account', kind: 'choice', choices };
const text: Column<Name> = { name: 'text', label: 'Text', kind: 'text' };
const amount: Column<Name> = { name: 'amount', label: 'Amount', kind: 'money' };
const columns = [account, text, amount];

function line(key: number, words = ''): Line<Name> {
  const cell = readCell(text, words);
  return { key, cells: new Map<Name, Cell>([['text', cell]]) };
}

describe('a cell', () => {
  it('of an amount reads as people write it, and keeps what it cannot read', () => {
    assert.deepEqual(readCell(amount, '1.234,5'), { text: '1.234,5', value: '1234.50' });
    assert.deepEqual(readCell(amount, '12,34,5'), { text: '12,34,5', value: null });
    assert.equal(isUnreadable(readCell(amount, '12,34,5')), true);
    assert.equal(isUnreadable(readCell(amount, ' ')), false);
    assert.equal(tidyCell(amount, readCell(amount, '1234.5')).text, '1.234,50');
  });

  it('of a choice is found by its label or by what that begins with, as a whole word', () => {
    for (const named of ['4300', '4300 autokosten', ' 4300 '])
      assert.equal(readCell(account, named).value, 'b', named);
    assert.equal(readCell(account, '430').value, 'a');
    assert.deepEqual(readCell(account, '43'), { text: '43', value: null });
  });
});

describe('copiedRows', () => {
  it('takes rows and cells apart, without the empty line at the end', () => {
    assert.deepEqual(copiedRows('4300\tBenzine\t10,00\r\n1100\t\t-\r\n'), [
      ['4300', 'Benzine', '10,00'],
      ['1100', '', '-'],
    ]);
    assert.deepEqual(copiedRows('a\nb'), [['a'], ['b']]);
  });

  it('minds quotes around a cell, and leaves other quotes alone', () => {
    assert.deepEqual(copiedRows('"een\n""twee"""\t5" buis'), [['een "twee"', '5" buis']]);
  });

  it('is nothing for the text of one cell', () => {
    assert.equal(copiedRows('just words'), null);
    assert.equal(copiedRows('one cell\n'), null);
    assert.equal(copiedRows(''), null);
  });
});

describe('pasteRows', () => {
  let made = 100;
  const paste = { columns, settle: (one: Line<Name>) => one, newLine: () => line(made++) };
  const texts = (lines: readonly Line<Name>[]) =>
    lines.map((one) => columns.map(({ name }) => cellOf(one, name).text));

  it('goes down and to the right of the cell, and makes the lines it needs', () => {
    const rows = [
      ['Huur', '1.000', 'too far'],
      ['Gas', '12.5'],
    ];
    const result = pasteRows([line(1), line(2)], { key: 2, name: 'text' }, rows, paste);
    assert.deepEqual(texts(result), [
      ['', '', ''],
      ['', 'Huur', '1.000,00'],
      ['', 'Gas', '12,50'],
    ]);
    assert.deepEqual([result[1]?.key, result[0]?.cells.get('text')?.value], [2, null]);
  });

  it('keeps what it cannot read, to be told at its cell; zero and a dash are no amount', () => {
    const rows = [
      ['9999', '', '1,2,3'],
      ['4300', '', ' -   '],
      ['4300', '', '€ 0,00'],
    ];
    const result = pasteRows([line(1)], { key: 1, name: 'account' }, rows, paste);
    assert.deepEqual(result[0]?.cells.get('account'), { text: '9999', value: null });
    assert.deepEqual(result[0]?.cells.get('amount'), { text: '1,2,3', value: null });
    assert.deepEqual(
      [result[1]?.cells.get('amount'), result[2]?.cells.get('amount')],
      [blankCell, blankCell],
    );
  });

  it('settles each line after each cell', () => {
    const seen: string[] = [];
    const settle = (one: Line<Name>, changed: Name) => (seen.push(changed), one);
    pasteRows([line(1)], { key: 1, name: 'text' }, [['a', '1']], { ...paste, settle });
    assert.deepEqual(seen, ['text', 'amount']);
  });
});

describe('lines', () => {
  it('move a place up or down, and not beyond the ends', () => {
    const lines = [line(1), line(2), line(3)];
    const keys = (some: readonly Line<Name>[]) => some.map(({ key }) => key);
    assert.deepEqual(keys(moveLine(lines, 2, -1)), [2, 1, 3]);
    assert.deepEqual(keys(moveLine(lines, 2, 1)), [1, 3, 2]);
    assert.equal(moveLine(lines, 1, -1), lines);
    assert.equal(moveLine(lines, 3, 1), lines);
  });

  it('are blank until something stands in one of their cells', () => {
    assert.equal(isBlank(line(1)), true);
    assert.equal(isBlank(line(1, 'x')), false);
  });
});

describe('walking the grid', () => {
  const size = { rows: 2, columns: 3 };
  const press = (key: string, more = {}) => ({
    ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
    ...more,
  });
  const inside = { start: 1, end: 1, length: 3 };

  it('leads on by Enter and the arrows; left and right only from the end of the text', () => {
    assert.equal(moveOf(press('Enter'), inside), 'next');
    assert.equal(moveOf(press('Enter', { shiftKey: true }), inside), 'previous');
    assert.equal(moveOf(press('ArrowDown'), inside), 'down');
    assert.equal(moveOf(press('ArrowLeft'), inside), null);
    assert.equal(moveOf(press('ArrowLeft'), { start: 0, end: 0, length: 3 }), 'left');
    assert.equal(moveOf(press('ArrowRight'), { start: 3, end: 3, length: 3 }), 'right');
    assert.equal(moveOf(press('ArrowRight'), { start: 0, end: 3, length: 3 }), 'right');
  });

  it('leaves keys with Ctrl and Alt alone, and Shift with an arrow, which selects', () => {
    assert.equal(moveOf(press('Enter', { ctrlKey: true }), inside), null);
    assert.equal(moveOf(press('ArrowUp', { altKey: true }), inside), null);
    assert.equal(moveOf(press('ArrowUp', { shiftKey: true }), inside), null);
  });

  it('goes from line to line, and ends with the grid', () => {
    assert.deepEqual(placeAfter('next', { row: 0, column: 2 }, size), { row: 1, column: 0 });
    assert.deepEqual(placeAfter('previous', { row: 1, column: 0 }, size), { row: 0, column: 2 });
    assert.deepEqual(placeAfter('down', { row: 0, column: 1 }, size), { row: 1, column: 1 });
    assert.equal(placeAfter('next', { row: 1, column: 2 }, size), null);
    assert.equal(placeAfter('up', { row: 0, column: 1 }, size), null);
    assert.equal(placeAfter('left', { row: 1, column: 0 }, size), null);
    assert.equal(placeAfter('right', { row: 0, column: 2 }, size), null);
  });
});
