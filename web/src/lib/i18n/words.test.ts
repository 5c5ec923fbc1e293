import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { errorCodes } from '@smart-accounting/api-contract/error-codes';
import { jobWords } from '../jobs/words.ts';
import { errorWords } from './error-words.ts';

const source = path.join(import.meta.dirname, '../..');

interface Said {
  readonly file: string;
  /** The keys that lead to it in its file. */
  readonly keys: readonly string[];
  readonly text: string;
}

/** Every text with where it stands: a function counts as a text, called with plain arguments. */
function texts(node: unknown, file: string, keys: readonly string[] = []): Said[] {
  if (typeof node === 'string') return [{ file, keys, text: node }];
  if (typeof node === 'function') return [{ file, keys, text: String(node('2', '3', '4')) }];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => texts(value, file, [...keys, key]));
}

/** Lists by a code of the API: complete, so they may say what stands elsewhere, too. */
const byCode =
  /^(byCode|events|failures|fields|invoiceStates|journals|kinds|sources|states|types)$/;

/**
 * What a file reads of some words, as `.states` or `.card.opening`: by `words(theseWords).card.opening`, and by what a name
 * for them, or for a part of them, stands for.
 */
function readIn(text: string, name: string): string[] {
  if (!text.includes(name)) return [];
  const code = text.replaceAll(/\s+(?=\??\.\w)/g, '');
  const said = `words\\(${name}\\)((?:\\.\\w+)*)`;
  const naming = new RegExp(`const (\\w+|\\{[^}]*\\}) = (?:\\$derived\\()?${said}\\)?;`, 'g');
  const read = [...code.replaceAll(naming, '').matchAll(new RegExp(said, 'g'))].map(
    ([, keys = '']) => keys,
  );
  for (const [, names = '', part = ''] of code.matchAll(naming)) {
    const parts = names.startsWith('{')
      ? names
          .slice(1, -1)
          .split(',')
          .map((key) => [key.trim(), `${part}.${key.trim()}`] as const)
      : [[names, part] as const];
    for (const [short, stands] of parts) {
      const use = new RegExp(`(?<![.\\w])${short}((?:\\??\\.\\w+)+)`, 'g');
      for (const [, keys = ''] of code.matchAll(use)) read.push(stands + keys.replaceAll('?', ''));
    }
  }
  return read.filter((keys) => keys !== '').map((keys) => keys.replace(/\.(at|length|map)$/, ''));
}

describe('the words of the features', async () => {
  const files = globSync('lib/**/*words.ts', { cwd: source }).filter(
    (file) => file !== path.join('lib', 'i18n', 'words.ts'),
  );
  const dutch: Said[] = [];
  const english: Said[] = [];
  for (const file of files) {
    const exported: object = await import(path.join(source, file));
    for (const { nl, en } of Object.values(exported)) {
      dutch.push(...texts(nl, file));
      english.push(...texts(en, file));
    }
  }
  const placeOf = ({ file, keys }: Said) => `${file} ${keys.join('.')}`;
  const inEnglish = new Map(english.map((said) => [placeOf(said), said.text]));

  it('are found', () => {
    assert.ok(files.length >= 20, files.join(' '));
  });

  it('are the same in both languages', () => {
    assert.deepEqual(dutch.map(placeOf).sort(), english.map(placeOf).sort());
  });

  it('are never empty', () => {
    for (const said of [...dutch, ...english]) assert.notEqual(said.text.trim(), '', placeOf(said));
  });

  it('are translated: no longer text is the same in both', () => {
    const same = dutch.filter((said) => inEnglish.get(placeOf(said)) === said.text);
    assert.deepEqual(same.filter(({ text }) => text.length > 12).map(placeOf), []);
  });

  it('say no sentence twice: what several features need stands in general-words.ts', () => {
    const places = new Map<string, string[]>();
    // A label of two features may stand in both: the general words go to every page, also to those that say neither.
    const sentences = dutch.filter(
      ({ text, keys }) => text.length > 25 && !keys.some((key) => byCode.test(key)),
    );
    for (const said of sentences) {
      const both = `${said.text} | ${inEnglish.get(placeOf(said)) ?? ''}`;
      places.set(both, [...(places.get(both) ?? []), placeOf(said)]);
    }
    assert.deepEqual(
      [...places].filter(([, twins]) => twins.length > 1),
      [],
    );
  });

  it('are all shown somewhere', () => {
    const code = globSync('**/*.{svelte,ts}', { cwd: source })
      .filter((file) => !file.endsWith('words.ts') && !file.endsWith('.test.ts'))
      .map((file) => readFileSync(path.join(source, file), 'utf8'));
    const readOf = new Map<string, readonly string[]>();
    for (const file of files) {
      const name = /export const (\w+)/.exec(readFileSync(path.join(source, file), 'utf8'))?.[1];
      assert.ok(name, file);
      readOf.set(
        file,
        code.flatMap((text) => readIn(text, name)),
      );
    }
    const unused = dutch.filter(({ file, keys }) => {
      const text = `.${keys.join('.')}`;
      // A list that is read as a whole shows each of its texts: `t.states[state]`.
      return !readOf.get(file)?.some((read) => `${text}.`.startsWith(`${read}.`));
    });
    assert.deepEqual(unused.map(placeOf), []);
  });

  it('know every error of the API', () => {
    for (const code of Object.keys(errorCodes)) {
      assert.ok(code in errorWords.nl.byCode, code);
      assert.ok(code in errorWords.en.byCode, code);
    }
  });

  it('name every kind of job that a company may see fail', () => {
    // The portal knows nothing of the workers: their list is read as text.
    const definitions = readFileSync(path.join(source, '../../worker/contract/src/job.ts'), 'utf8');
    const kinds = [...definitions.matchAll(/^  (\w+): \{\n(?:.*\n)*?  \},/gm)]
      .filter(([definition]) => !definition.includes("scope: 'platform'"))
      .map(([, kind]) => kind ?? '');
    assert.ok(kinds.length >= 4, kinds.join(' '));
    for (const words of [jobWords.nl, jobWords.en])
      assert.deepEqual(Object.keys(words.kinds).sort(), kinds.sort());
  });

  it('are Dutch as people write it: no “succesvol”, no “oeps”, no “u”', () => {
    for (const said of dutch)
      assert.doesNotMatch(said.text, /succesvol|oeps|\bu\b|\buw\b/i, placeOf(said));
  });
});
