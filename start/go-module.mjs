import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/**
 * Builds a program of a Go module that `go install` refuses because its go.mod replaces modules: in a module of our
 * own that requires it and repeats those lines.
 * @param {{ module: string, version: string, program: string, ldflags?: string }} source `program` is a package path
 * @param {{ folder: string, output: string }} place `folder` may be removed afterwards
 * @returns {Promise<boolean>} whether it was built
 */
export async function buildFromModule({ module, version, program, ldflags = '' }, place) {
  const { folder, output } = place;
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'go.mod'), 'module built\n');
  const run = (args) => go(args, folder);
  const told = await run(['mod', 'download', '-json', `${module}@${version}`]);
  if (told.code !== 0) return false;
  const file = JSON.parse(told.output).GoMod;
  const lines = requiringModule(readFileSync(file, 'utf8'), module, version);
  writeFileSync(path.join(folder, 'go.mod'), lines.join('\n'));
  const flags = ['-mod=mod', '-trimpath', '-buildvcs=false', `-ldflags=-s -w ${ldflags}`];
  const built = await run(['build', ...flags, '-o', output, program]);
  return built.code === 0;
}

/**
 * The go.mod of a module that only requires another one, with that one's own replacements. Where those point into its
 * checkout, the published module stands instead: Kubernetes publishes its `staging` modules as v0.<minor>.<patch>.
 * @param {string} upstream the other one's go.mod
 */
export function requiringModule(upstream, module, version) {
  const lines = upstream.split('\n').map((line) => line.replace(/\/\/.*/, '').trim());
  let block = '';
  const directives = lines.flatMap((line) => {
    const opened = /^(replace|exclude) \($/.exec(line);
    if (opened) block = opened[1];
    else if (line === ')') block = '';
    else if (block && line) return [`${block} ${line}`];
    else if (/^(replace|exclude|go|godebug) [^(]/.test(line)) return [line];
    return [];
  });
  const staged = version.replace(/^v1\./, 'v0.');
  const published = directives.flatMap((line) => {
    const [, replaced, target] = /^replace (\S+).* => (\S+)/.exec(line) ?? [];
    if (!target?.startsWith('.')) return [line];
    return target.startsWith('./staging/src/')
      ? [`replace ${replaced} => ${replaced} ${staged}`]
      : [];
  });
  return ['module built', ...published, `require ${module} ${version}`, ''];
}

function go(args, cwd) {
  const child = spawn('go', args, {
    cwd,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=mod', GOWORK: 'off' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
