import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { buildFromModule } from './go-module.mjs';
import { onlyOneAtOnce, toolsFolder } from './tools-folder.mjs';

/**
 * Programs that only tests and measurements need, built once by Go from their published modules. None of them ships;
 * k6 in particular is AGPL, and stays a program that talks to ours over HTTP.
 */
const tools = {
  versitygw: { install: 'github.com/versity/versitygw/cmd/versitygw@v1.8.0' },
  k6: { install: 'go.k6.io/k6@v1.8.1' },
  helm: { install: 'helm.sh/helm/v4/cmd/helm@v4.3.1' },
  etcd: {
    module: 'go.etcd.io/etcd/server/v3',
    version: 'v3.7.3',
    program: 'go.etcd.io/etcd/server/v3',
  },
  'kube-apiserver': {
    module: 'k8s.io/kubernetes',
    version: 'v1.37.2',
    program: 'k8s.io/kubernetes/cmd/kube-apiserver',
    ldflags: kubernetesVersion('1', '37', '2'),
  },
};

/**
 * The path of a tool: what `<NAME>_PATH` names, else one on the PATH, else built once and kept; null when it cannot be
 * had, which the caller tells loudly.
 * @param {keyof typeof tools} name
 * @returns {Promise<string | null>}
 */
export async function goTool(name) {
  const given = process.env[`${name.toUpperCase().replaceAll('-', '_')}_PATH`];
  if (given) return existsSync(given) ? given : null;
  const onPath = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  if (onPath) return onPath;
  const built = path.join(toolsFolder, name);
  if (existsSync(built)) return built;
  if (spawnSync('go', ['version'], { stdio: 'ignore' }).status !== 0) return null;
  return onlyOneAtOnce(toolsFolder, name, async () =>
    existsSync(built) || (await build(name)) ? built : null,
  );
}

/** Builds every tool that is not there yet, so that who needs one later finds it, or finds it under way. */
export async function buildAllTools() {
  for (const name of Object.keys(tools)) await goTool(name);
}

/** Builds aside and renames, so that a build which is cut off leaves no half program. */
async function build(name) {
  console.log(`Building ${name} (once, some minutes) …`);
  const aside = path.join(toolsFolder, `.building-${name}-${process.pid}`);
  mkdirSync(aside, { recursive: true });
  const program = path.join(aside, name);
  const tool = tools[name];
  const built = tool.install
    ? await install(tool.install, aside)
    : await buildFromModule(tool, { folder: path.join(aside, 'module'), output: program });
  if (built) renameSync(program, path.join(toolsFolder, name));
  rmSync(aside, { recursive: true, force: true });
  return built;
}

async function install(source, target) {
  const env = { ...process.env, GOBIN: target, GOFLAGS: '-mod=mod', CGO_ENABLED: '0' };
  const child = spawn('go', ['install', '-trimpath', '-ldflags=-s -w', source], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return (await new Promise((resolve) => child.once('exit', resolve))) === 0;
}

/** What a build from Kubernetes' own checkout would write into the program; without it, it claims to be v0.0.0. */
function kubernetesVersion(major, minor, patch) {
  const facts = {
    gitVersion: `v${major}.${minor}.${patch}`,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'archive',
  };
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version']
    .flatMap((place) => Object.entries(facts).map(([name, is]) => `-X ${place}.${name}=${is}`))
    .join(' ');
}
