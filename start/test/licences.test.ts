import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { refusals } from '../licences/accepted.mjs';
import { LicenceTexts } from '../licences/licence-texts.mjs';
import { shippedPackages } from '../licences/shipped-packages.mjs';

type Entry = Record<string, unknown>;

/** A checkout with one workspace that needs what `dependencies` names, and a lock file with these entries more. */
function lockOf(
  entries: Record<string, Entry>,
  dependencies = ['planted'],
): { packages: Record<string, Entry> } {
  const wanted = Object.fromEntries(dependencies.map((name) => [name, '*']));
  return {
    packages: { '': { workspaces: ['books'] }, books: { dependencies: wanted }, ...entries },
  };
}

const nowhere = '/nothing/is/installed/here';
const shipped = (lock: ReturnType<typeof lockOf>, bundled: string[] = []) =>
  shippedPackages(lock, bundled, nowhere);
/** Why a package with this licence may not ship. */
const refused = (licence: string | undefined, name = 'planted') =>
  refusals(
    shipped(
      lockOf(
        { [`node_modules/${name}`]: { version: '1.0.0', ...(licence && { license: licence }) } },
        [name],
      ),
    ),
  );

describe('what ships', () => {
  it('is what workspaces need, directly or not, and nothing that only development needs', () => {
    const lock = lockOf({
      'node_modules/planted': { version: '1.0.0', license: 'MIT', dependencies: { deep: '*' } },
      'node_modules/deep': { version: '1.0.0', license: 'ISC', dev: true },
      'node_modules/planted/node_modules/deep': { version: '2.0.0', license: 'ISC' },
      'node_modules/tool': { version: '3.0.0', license: 'AGPL-3.0-only', dev: true },
    });
    const names = shipped(lock).map(({ name, version }) => `${name} ${version}`);
    assert.deepEqual(names, ['deep 2.0.0', 'planted 1.0.0']);
  });
  it('is what the portal takes in, too', () => {
    const lock = lockOf(
      { 'node_modules/drawn': { version: '1.0.0', license: 'MIT', dev: true } },
      [],
    );
    assert.deepEqual(
      shipped(lock, ['node_modules/drawn']).map(({ name }) => name),
      ['drawn'],
    );
    assert.throws(() => shipped(lock, ['node_modules/gone']), /has no node_modules\/gone/);
  });
  it('is for every platform the product runs on, wherever it is asked', () => {
    const forPlatform = (os: string, cpu: string, libc?: string): Entry => ({
      version: '1.0.0',
      license: 'MIT',
      os: [os],
      cpu: [cpu],
      ...(libc && { libc: [libc] }),
    });
    const lock = lockOf(
      {
        'node_modules/a-linux-x64': forPlatform('linux', 'x64', 'glibc'),
        'node_modules/b-linux-arm64': forPlatform('linux', 'arm64'),
        'node_modules/c-linux-musl': forPlatform('linux', 'x64', 'musl'),
        'node_modules/d-windows': forPlatform('win32', 'x64'),
      },
      ['a-linux-x64', 'b-linux-arm64', 'c-linux-musl', 'd-windows'],
    );
    assert.deepEqual(
      shipped(lock).map(({ name }) => name),
      ['a-linux-x64', 'b-linux-arm64'],
    );
  });
});

describe('a licence', () => {
  it('of copyleft is refused, and the package is named', () => {
    for (const licence of [
      'AGPL-3.0-only',
      'GPL-2.0-or-later',
      'MIT AND GPL-3.0-only',
      '(MIT OR ISC) AND GPL-3.0-only',
      'UNLICENSED',
    ])
      assert.deepEqual(refused(licence), [
        `planted 1.0.0 ships under ${licence}, which accepted.mjs does not accept`,
      ]);
  });
  it('that nobody names is refused', () => {
    assert.match(refused(undefined).join(), /^planted 1\.0\.0 ships, and names no licence/);
  });
  it('that only package.json names is taken from there, in whatever form', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'licences-'));
    const folder = path.join(root, 'node_modules/planted');
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{ "licenses": [{ "type": "MIT" }] }');
    const lock = lockOf({ 'node_modules/planted': { version: '1.0.0' } });
    const [planted] = shippedPackages(lock, [], root);
    rmSync(root, { recursive: true });
    assert.equal(planted?.licence, 'MIT');
  });
  it('is accepted where it is permissive, or where one of a choice is', () => {
    for (const licence of ['MIT', 'Apache-2.0', '(MIT OR GPL-3.0-only)', 'ISC AND MIT'])
      assert.deepEqual(refused(licence), []);
  });
  it('of libvips is accepted for libvips alone', () => {
    assert.deepEqual(refused('LGPL-3.0-or-later', '@img/sharp-libvips-linux-x64'), []);
    assert.equal(refused('LGPL-3.0-or-later', '@img/sharp-wasm32').length, 1);
    assert.equal(refused('GPL-3.0-or-later', '@img/sharp-libvips-linux-x64').length, 1);
  });
});

describe('the texts of licences', () => {
  it('are kept once however they are broken into lines', () => {
    const texts = new LicenceTexts();
    const one = texts.add('MIT', 'MIT License\n\nPermission is hereby granted,\nfree of charge');
    const other = texts.add(
      'MIT',
      '(The MIT License)\n\nPermission is hereby\ngranted, free of charge',
    );
    const different = texts.add('MIT', 'Permission is hereby granted, for a fee');
    assert.equal(other, one);
    assert.notEqual(different, one);
    assert.equal(texts.usual('MIT'), one);
    assert.equal(texts.sorted().length, 2);
  });
});
