import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { goTool } from '../../start/go-tools.mjs';

export const chart = path.resolve(import.meta.dirname, '../smart-accounting');

/** The program: `HELM_PATH`, one on the PATH, or built once with Go; null when it cannot be had. */
export const helmProgram = await goTool('helm');
export const missingHelm = 'there is no Helm: put it on the PATH, set HELM_PATH, or install Go';

export interface HelmResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs Helm with nothing of the user's own: no plugins and repositories, and only the cluster that is named.
 * @param values given as a file beside the arguments
 * @throws {Error} when there is no Helm
 */
export async function helm(
  args: readonly string[],
  {
    values,
    kubeconfig = '/dev/null',
    timeoutSeconds = 120,
  }: {
    readonly values?: object;
    readonly kubeconfig?: string;
    readonly timeoutSeconds?: number;
  } = {},
): Promise<HelmResult> {
  if (!helmProgram) throw new Error(missingHelm);
  const home = mkdtempSync(path.join(tmpdir(), 'helm-'));
  const child = spawn(helmProgram, [...args, ...(values ? ['--values', '-'] : [])], {
    env: { PATH: process.env['PATH'], HOME: home, KUBECONFIG: kubeconfig },
    timeout: timeoutSeconds * 1000,
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
