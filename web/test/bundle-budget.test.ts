import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const budget = { js: 90_000, css: 15_000 };
const build = path.join(import.meta.dirname, '../build');
const immutable = path.join(build, 'client/_app/immutable');
const built = existsSync(immutable);

/** What a part of a page (a layout, the page itself) loads, as the built server knows it. */
function filesOf(node: number, what: 'imports' | 'stylesheets'): string[] {
  const source = readFileSync(path.join(build, 'server/nodes', `${node}.js`), 'utf8');
  const list = new RegExp(`export const ${what} = (\\[[^\\]]*\\])`).exec(source)?.[1] ?? '[]';
  return z.array(z.string()).parse(JSON.parse(list));
}

/** The parts each route is made of, as the built app names them. */
function routes(): Map<string, readonly number[]> {
  const source = readFileSync(entry('app'), 'utf8');
  const table = /["'](\/[^"']*)["']:\s*\[(~?-?\d+)(?:,\s*\[([\d,]*)\])?/g;
  return new Map(
    [...source.matchAll(table)].map(([, route = '', leaf = '0', layouts = '']) => {
      const number = Number(leaf.replace('~', ''));
      const page = number < 0 ? ~number : number;
      return [route, [0, page, ...layouts.split(',').filter(Boolean).map(Number)]] as const;
    }),
  );
}

function entry(name: string): string {
  const file = readdirSync(path.join(immutable, 'entry')).find(
    (found) => found.startsWith(`${name}.`) && found.endsWith('.js'),
  );
  assert.ok(file, `no entry ${name}`);
  return path.join(immutable, 'entry', file);
}

function gzipped(files: Iterable<string>): number {
  let total = 0;
  for (const file of files) total += gzipSync(readFileSync(file)).length;
  return total;
}

function sizeOf(nodes: readonly number[], what: 'imports' | 'stylesheets'): number {
  const files = new Set(
    nodes.flatMap((node) => filesOf(node, what)).map((file) => path.join(build, 'client', file)),
  );
  const always = what === 'imports' ? [entry('app'), entry('start')] : [];
  return gzipped(new Set([...files, ...always]));
}

describe('The bundle', { skip: built ? false : 'the portal is not built' }, () => {
  it('finds the routes it judges', () => {
    assert.ok(routes().size >= 15, [...routes().keys()].join(' '));
  });

  it(`sends at most ${budget.js / 1000} kB of JavaScript to any page`, () => {
    for (const [route, nodes] of routes()) {
      const bytes = sizeOf(nodes, 'imports');
      assert.ok(bytes <= budget.js, `${route}: ${bytes} bytes`);
    }
  });

  it(`sends at most ${budget.css / 1000} kB of styles to any page`, () => {
    for (const [route, nodes] of routes()) {
      const bytes = sizeOf(nodes, 'stylesheets');
      assert.ok(bytes <= budget.css, `${route}: ${bytes} bytes`);
    }
  });
});
