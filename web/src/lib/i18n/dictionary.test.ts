import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorCodes } from '@smart-accounting/api-contract/error-codes';
import { account as englishAccount } from './en/account.ts';
import { en } from './en/index.ts';
import { platform as englishPlatform } from './en/platform.ts';
import * as dutchAccount from './nl/account.ts';
import { nl } from './nl/index.ts';
import * as dutchPlatform from './nl/platform.ts';

/** Every text by its path: a function counts as a text, called with plain arguments. */
function texts(node: unknown, path = ''): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') return [[path, String(node('2', '3', '4'))]];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

describe('the dictionaries', () => {
  const [dutch, english] = [
    texts({ ...nl, ...dutchAccount, ...dutchPlatform }),
    texts({ ...en, ...englishAccount, ...englishPlatform }),
  ];

  it('have the same texts', () => {
    assert.deepEqual(dutch.map(([path]) => path).sort(), english.map(([path]) => path).sort());
  });

  it('have no empty text', () => {
    for (const [path, text] of [...dutch, ...english]) assert.notEqual(text.trim(), '', path);
  });

  it('are translated: few texts are the same in both', () => {
    const other = new Map(english);
    const same = dutch.filter(([path, text]) => text.length > 12 && other.get(path) === text);
    assert.deepEqual(
      same.map(([path]) => path),
      ['.frame.product'],
    );
  });

  it('have words for every error of the API', () => {
    for (const code of Object.keys(errorCodes)) {
      assert.ok(code in nl.errors, code);
      assert.ok(code in en.errors, code);
    }
  });

  it('have Dutch as people write it: no “succesvol”, no “oeps”, no “u”', () => {
    for (const [path, text] of dutch)
      assert.doesNotMatch(text, /succesvol|oeps|\bu\b|\buw\b/i, path);
  });
});
