import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What a package says of its licence in its files.
 * @param {string} folder of the installed package
 * @returns {{ copyright: string[], texts: string[], notices: string[] }} who holds it; the licences' texts without
 *   that; and the NOTICE files that Apache-2.0 wants passed on
 */
export function noticesOf(folder) {
  const files = readdirSync(folder).sort();
  const read = (pattern) =>
    files.filter((file) => pattern.test(file)).map((file) => readText(path.join(folder, file)));
  const licences = read(/^(licen[cs]e|copying)/i);
  const notices = read(/^notice/i);
  const told = [...licences, ...notices, ...read(/^readme/i)].map(copyrightIn);
  const { author } = JSON.parse(readText(path.join(folder, 'package.json')));
  return {
    copyright: told.find((lines) => lines.length > 0) ?? byAuthor(author),
    texts: licences.map(withoutCopyright).filter((text) => text !== ''),
    notices,
  };
}

/** A line that says who holds the copyright; a form to fill in and a sentence about copyright are none. */
const holder =
  /^[\s*#>/-]*((Portions|Modifications) )?(Copyright[ ,:]|\([cC]\) (?=\d)|©)(?!.*[[{]yyyy)(?!([Nn]otice|[Hh]older|owner|and|License)\b)/;

function copyrightIn(text) {
  const lines = text.split('\n').filter((line) => holder.test(line));
  return [...new Set(lines.map((line) => line.replace(/^[\s*#>/-]+/, '').trim()))];
}

function withoutCopyright(text) {
  return text
    .split('\n')
    .filter((line) => !holder.test(line))
    .join('\n')
    .replace(/\n\s*APPENDIX: How to apply[^]*?limitations under the License\.?/, '') // no part of the terms
    .replaceAll(/\n{3,}/g, '\n\n')
    .replaceAll(/^\n+|\s+$/g, '');
}

function byAuthor(author) {
  const name = (author?.name ?? author ?? '').replace(/ *[<(].*/, '');
  return name ? [`by ${name}`] : [];
}

function readText(file) {
  return readFileSync(file, 'utf8')
    .replaceAll('\r\n', '\n')
    .replaceAll(/[ \t]+$/gm, '');
}
