import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { goTool } from '../../start/go-tools.mjs';
import { type KubernetesObject, objectSchema } from './objects.ts';

export const chart = path.resolve(import.meta.dirname, '../smart-accounting');
export const release = 'books';
export const namespace = 'accounting';

const program = await goTool('helm');
const missing = 'there is no Helm: put it on the PATH, set HELM_PATH, or install Go';

/** A suite that needs Helm. Without it, it is skipped, loudly; under CI it fails. */
export function describeWithHelm(name: string, suite: () => void): void {
  if (program) {
    describe(name, suite);
    return;
  }
  console.error(`\n!!! ${name}: SKIPPED, for ${missing}.\n`);
  it(`${name} needs Helm`, (test) => {
    if (process.env['CI'] === 'true') assert.fail(missing);
    test.skip(missing);
  });
}

export interface HelmResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Helm with nothing of the user's own: no plugins, repositories or cluster. */
export async function helm(
  args: readonly string[],
  { values, kubeconfig }: { values?: object; kubeconfig?: string } = {},
): Promise<HelmResult> {
  assert.ok(program);
  const home = mkdtempSync(path.join(tmpdir(), 'helm-'));
  const child = spawn(program, [...args, ...(values ? ['--values', '-'] : [])], {
    env: { PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeconfig ?? '/dev/null' },
    timeout: 120_000,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.end(JSON.stringify(values ?? {}));
  const code = await new Promise<number>((resolve) =>
    child.once('close', (exitCode: number | null) => resolve(exitCode ?? -1)),
  );
  rmSync(home, { recursive: true, force: true });
  return { code, ...output };
}

/** The objects the chart makes of these values, hooks among them. */
export async function render(
  values: object = {},
  { upgrade = false } = {},
): Promise<KubernetesObject[]> {
  const options = ['--namespace', namespace, ...(upgrade ? ['--is-upgrade'] : [])];
  const result = await helm(['template', release, chart, ...options], { values });
  assert.equal(result.code, 0, result.stderr);
  return parseAllDocuments(result.stdout).flatMap((document) => {
    assert.deepEqual(document.errors, []);
    const content: unknown = document.toJS();
    return content === null ? [] : [objectSchema.parse(content)];
  });
}

/** What Helm says of values the chart refuses. */
export async function refusal(values: object): Promise<string> {
  const result = await helm(['template', release, chart, '--namespace', namespace], { values });
  assert.notEqual(result.code, 0, `taken: ${JSON.stringify(values)}`);
  return result.stderr;
}
