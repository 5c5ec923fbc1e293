import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findLanguageModels, languages } from './language-models.ts';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'models-test-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('the language models', () => {
  it('come from our npm packages when none are installed, and leave nothing behind', async () => {
    const models = await findLanguageModels([join(folder, 'missing')]);
    for (const language of languages) {
      const model = await readFile(join(models.folder, `${language}.traineddata`));
      assert.deepEqual([...model.subarray(0, 2)], [0x1f, 0x8b], 'a gzip file');
    }
    await models.dispose();
    assert.equal(existsSync(models.folder), false);
  });
  it('come from the first folder that has all of them, which is kept', async () => {
    await writeFile(join(folder, 'nld.traineddata'), '');
    const incomplete = await findLanguageModels([folder]);
    assert.notEqual(incomplete.folder, folder);
    await incomplete.dispose();
    await writeFile(join(folder, 'eng.traineddata'), '');
    const models = await findLanguageModels([join(folder, 'missing'), folder]);
    assert.equal(models.folder, folder);
    await models.dispose();
    assert.equal(existsSync(join(folder, 'eng.traineddata')), true);
  });
});
