import { existsSync } from 'node:fs';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The languages recognised: Dutch first, then English, whose model also reads most of German and French. */
export const languages = ['nld', 'eng'] as const;

/** A folder with a model for each language, as tesseract.js expects it. */
export interface LanguageModels {
  readonly folder: string;
  /** removes what was created only for loading */
  dispose(): Promise<void>;
}

/**
 * Finds the models: the fast ones from Debian's packages where installed (a third less time per page), else those of
 * our npm packages. Nothing is downloaded.
 */
export async function findLanguageModels(
  folders: readonly string[] = installedFolders(),
): Promise<LanguageModels> {
  const folder = folders.find((candidate) =>
    languages.every((language) => existsSync(join(candidate, `${language}.traineddata`))),
  );
  return folder === undefined ? gatherPackagedModels() : { folder, dispose: async () => {} };
}

function installedFolders(): string[] {
  const { TESSDATA_PREFIX: own } = process.env;
  return [...(own ? [own] : []), '/usr/share/tesseract-ocr/5/tessdata'];
}

/** tesseract.js expects all models in one folder, but each npm package has its own: links them into one. */
async function gatherPackagedModels(): Promise<LanguageModels> {
  const require = createRequire(import.meta.url);
  const folder = await mkdtemp(join(tmpdir(), 'language-models-'));
  for (const language of languages) {
    const packaged = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
    const model = join(packaged, '4.0.0_best_int', `${language}.traineddata.gz`);
    await symlink(model, join(folder, `${language}.traineddata`));
  }
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}
