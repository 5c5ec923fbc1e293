import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { plainWords } from '../patterns/plain-letters.ts';
import { columnHeads, columnKinds } from './columns.ts';
import { labelRules } from './labels.ts';

const languages = ['nl', 'en', 'de', 'fr'] as const;

/** Every phrase of the tables as written, with its meaning. */
const phrases = labelRules.flatMap((rule) =>
  languages.flatMap((language) =>
    (rule[language]?.split(',') ?? []).map((text) => ({ text: text.trim(), ...rule, language })),
  ),
);

describe('the tables of labels', () => {
  it('are written in plain letters, so that every phrase can match', () => {
    for (const { text } of phrases) {
      const bare = text.replace('~nr', '');
      assert.notEqual(bare, '', 'an empty phrase');
      assert.equal(plainWords(bare).join(' '), bare.trim(), text);
    }
  });
  it('give a phrase one meaning: between two of the same weight only their order would decide', () => {
    const meanings = Map.groupBy(phrases, ({ text, weight }) => `${text} (${weight})`);
    for (const [phrase, same] of meanings) {
      const names = new Set(same.map(({ name }) => name));
      assert.equal(names.size, 1, `${phrase} is ${[...names].join(' and ')}`);
    }
  });
  it('contain no phrase twice in one language', () => {
    for (const [phrase, same] of Map.groupBy(
      phrases,
      ({ text, language }) => `${language} ${text}`,
    )) {
      const rules = new Set(same.map(({ name, weight }) => `${name} ${weight}`));
      assert.equal(same.length, rules.size, phrase);
    }
  });
  it('have weights between 0 and 1', () => {
    for (const { weight, text } of phrases) assert.ok(weight > 0 && weight <= 1, text);
  });
});

describe('the table of columns', () => {
  const heads = columnKinds.flatMap((kind) =>
    columnHeads[kind].split(',').map((text) => ({ kind, text: text.trim() })),
  );

  it('is written in plain letters', () => {
    for (const { text } of heads) assert.equal(plainWords(text).join(' '), text);
  });
  it('gives each head one meaning', () => {
    for (const [text, same] of Map.groupBy(heads, (head) => head.text)) {
      assert.deepEqual([...new Set(same.map(({ kind }) => kind))].length, 1, text);
    }
  });
});
