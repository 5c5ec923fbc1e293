/** Licences that ask for no more than a notice. */
const accepted = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'PSF-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** What is accepted of the packages named alone, for a reason that holds for no other. */
const exceptions = [
  // A shared library that anybody can replace: what LGPL asks for is done in LICENCES.md.
  { packages: /^@img\/sharp-libvips-(linux|darwin)-(x64|arm64)$/, licence: 'LGPL-3.0-or-later' },
  // A font, which ships as it is and under its own name.
  { packages: /^@fontsource-variable\/inter$/, licence: 'OFL-1.1' },
];

/**
 * Why packages may not ship.
 * @param {readonly { name: string, version: string, licence: string }[]} packages
 * @returns {string[]} a sentence for each that is refused
 */
export function refusals(packages) {
  return packages.flatMap(({ name, version, licence }) => {
    const ships = `${name} ${version} ships`;
    if (licence === '')
      return [
        `${ships}, and names no licence: state it in shipped-packages.mjs, once you have read it`,
      ];
    if (isAccepted(name, licence)) return [];
    return [`${ships} under ${licence}, which accepted.mjs does not accept`];
  });
}

/** One of a choice, or all of several. Both in one expression, which nothing of ours has, is refused. */
function isAccepted(name, licence) {
  const expression = licence.replaceAll(/[()]/g, '');
  const one = (id) =>
    accepted.has(id) ||
    exceptions.some((exception) => exception.licence === id && exception.packages.test(name));
  const choice = expression.split(' OR ');
  const all = expression.split(' AND ');
  return choice.length > 1 ? all.length === 1 && choice.some(one) : all.every(one);
}
