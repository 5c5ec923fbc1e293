import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { requiringModule } from '../go-module.mjs';

let folder: string;
let environment: NodeJS.ProcessEnv;

/** Stands in for Go: takes a while, notes that it was run, and makes a program. */
const go = `#!/bin/sh
[ "$1" = version ] && exit 0
if [ "$1" = mod ]; then
  echo "{\\"GoMod\\": \\"$TOOLS_DIR/upstream.mod\\"}"
  exit 0
fi
echo run >> "$TOOLS_DIR/runs"
sleep 1
while [ $# -gt 1 ]; do
  [ "$1" = -o ] && echo 'a program' > "$2"
  shift
done
[ -z "$GOBIN" ] || echo 'a program' > "$GOBIN/k6"
`;

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'go-tools-'));
  // No other program is on the PATH: this machine may have a Go or a k6.
  for (const name of ['sh', 'sleep']) symlinkSync(`/bin/${name}`, path.join(folder, name));
  writeFileSync(path.join(folder, 'go'), go, { mode: 0o755 });
});
beforeEach(() => {
  const tools = mkdtempSync(path.join(folder, 'tools-'));
  environment = { PATH: folder, HOME: folder, TOOLS_DIR: tools };
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** What a process of its own is given for the tool. */
async function asked(tool = 'k6'): Promise<string> {
  const script = `import { goTool } from './go-tools.mjs'; console.log(await goTool('${tool}'));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: environment,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.once('close', resolve));
  return output.trim().split('\n').at(-1) ?? '';
}

const toolsFolder = (): string => environment['TOOLS_DIR'] ?? '';
const runs = (): string => readFileSync(path.join(toolsFolder(), 'runs'), 'utf8');

describe('a program that is built once', () => {
  it('is built by one of three who ask at the same time, and the others wait for it', async () => {
    const built = path.join(toolsFolder(), 'k6');
    assert.deepEqual(await Promise.all([asked(), asked(), asked()]), [built, built, built]);
    assert.equal(runs(), 'run\n');
    assert.deepEqual(readdirSync(toolsFolder()).sort(), ['k6', 'runs']);
  });
  it('is built though somebody who was killed left a lock', async () => {
    const dead = spawnSync('true').pid;
    writeFileSync(path.join(toolsFolder(), '.k6.lock'), String(dead));
    assert.equal(await asked(), path.join(toolsFolder(), 'k6'));
    assert.equal(runs(), 'run\n');
  });
  it('is built in a module of its own where its module replaces others', async () => {
    writeFileSync(path.join(toolsFolder(), 'upstream.mod'), 'module k8s.io/kubernetes\n');
    const built = path.join(toolsFolder(), 'kube-apiserver');
    assert.equal(await asked('kube-apiserver'), built);
    assert.deepEqual(readdirSync(toolsFolder()).sort(), ['kube-apiserver', 'runs', 'upstream.mod']);
  });
  it('is not to be had without Go', async () => {
    rmSync(path.join(folder, 'go'));
    assert.equal(await asked(), 'null');
  });
});

describe('a module that only requires another', () => {
  it('repeats what that one replaces, with the published modules for its own folders', () => {
    const upstream = `module k8s.io/kubernetes

go 1.26.0

godebug default=go1.26

require k8s.io/api v0.0.0

replace (
\tk8s.io/api => ./staging/src/k8s.io/api
\texample.com/elsewhere => ../elsewhere
\texample.com/old v1.0.0 => example.com/new v1.2.0 // a reason
)

exclude example.com/broken v0.1.0
`;
    assert.deepEqual(requiringModule(upstream, 'k8s.io/kubernetes', 'v1.37.2'), [
      'module built',
      'go 1.26.0',
      'godebug default=go1.26',
      'replace k8s.io/api => k8s.io/api v0.37.2',
      'replace example.com/old v1.0.0 => example.com/new v1.2.0',
      'exclude example.com/broken v0.1.0',
      'require k8s.io/kubernetes v1.37.2',
      '',
    ]);
  });
});
