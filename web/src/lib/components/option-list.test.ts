import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultChart } from '@smart-accounting/accounting/chart-of-accounts';
import { moving, onEnter, onLeave, optionsFor, typing, untouched } from './option-list.ts';

const chart = defaultChart.map(({ number, name }) => ({
  key: number,
  label: `${number} ${name.nl}`,
}));
const labels = (typed: string) => optionsFor(chart, typed).map(({ label }) => label);
const byTab = { byTab: true, clearable: false };
const elsewhere = { byTab: false, clearable: false };

describe('A list of all accounts', () => {
  it('changes nothing when it is opened and closed, whichever account is chosen', () => {
    const listed = optionsFor(chart, untouched.typed);
    assert.equal(listed.length, chart.length);
    for (const { key } of chart) {
      assert.equal(onEnter(untouched, listed, key), null, `Enter on ${key}`);
      assert.equal(onLeave(untouched, listed, key, byTab), null, `Tab on ${key}`);
      // Escape begins the search anew, and so does leaving.
      assert.equal(onLeave(untouched, listed, key, elsewhere), null, `Escape on ${key}`);
    }
  });

  it('reaches each account by its number and by moving to it', () => {
    for (const [place, option] of chart.entries()) {
      const typed = typing(option.key);
      const listed = optionsFor(chart, typed.typed);
      assert.deepEqual(onEnter(typed, listed, null), { option });
      const before = chart.at(place - 1)?.key ?? null;
      assert.deepEqual(onEnter(moving(untouched, 1, chart, before), chart, before), { option });
    }
  });

  it('moves from what is chosen, or from the end, and back without a change', () => {
    const [first] = chart;
    assert.ok(first);
    assert.equal(moving(untouched, 1, chart, null).marked, 0);
    assert.equal(moving(untouched, -1, chart, null).marked, chart.length - 1);
    assert.equal(moving(untouched, -1, chart, first.key).marked, chart.length - 1);
    const back = moving(moving(untouched, 1, chart, first.key), -1, chart, first.key);
    assert.equal(onEnter(back, chart, first.key), null);
    assert.equal(moving(untouched, 1, [], null).marked, null);
  });
});

describe('Typing in a list', () => {
  it('finds each word anywhere, and lists first what begins with it', () => {
    assert.match(labels('4510')[0] ?? '', /^4510 /);
    assert.ok(labels('kosten').length > 3);
    assert.deepEqual(labels('geen rekening heet zo'), []);
    assert.deepEqual(labels('  '), labels(''));
    const both = labels('afschrijving goodwill');
    assert.ok(both.length > 0 && both.every((label) => /afschrijving.*goodwill/i.test(label)));
  });

  it('marks the best, and nothing once the text is emptied', () => {
    const [first] = optionsFor(chart, '45');
    assert.deepEqual(onEnter(typing('45'), optionsFor(chart, '45'), '4300'), { option: first });
    assert.equal(onEnter(typing(''), chart, '4300'), null);
  });

  it('takes on leaving what Tab confirms or what alone fits', () => {
    const several = optionsFor(chart, '45');
    const [only] = optionsFor(chart, '4510');
    assert.deepEqual(onLeave(typing('45'), several, '4300', byTab), { option: several[0] });
    assert.equal(onLeave(typing('45'), several, '4300', elsewhere), null);
    assert.deepEqual(onLeave(typing('4510'), [...optionsFor(chart, '4510')], '4300', elsewhere), {
      option: only,
    });
    assert.equal(onLeave(typing('x'), [], '4300', byTab), null);
  });

  it('chooses none by emptying the text only where that may be', () => {
    const clearable = { byTab: false, clearable: true };
    assert.deepEqual(onLeave(typing(''), chart, '4300', clearable), { option: null });
    assert.equal(onLeave(typing(''), chart, '4300', elsewhere), null);
    assert.equal(onLeave(typing(''), chart, null, clearable), null);
  });
});
