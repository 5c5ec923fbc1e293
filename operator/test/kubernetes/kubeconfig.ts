import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder with kubeconfigs and what lies beside them. */
export class KubeconfigFolder {
  readonly path = mkdtempSync(path.join(tmpdir(), 'kubeconfig-'));

  /** Writes a file, and the folders it lies in; gives its path. */
  write(name: string, text: string): string {
    const file = path.join(this.path, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  read(name: string): string {
    return readFileSync(path.join(this.path, name), 'utf8');
  }

  /** A program of the shell. */
  program(name: string, ...lines: readonly string[]): string {
    const file = this.write(name, ['#!/bin/sh', ...lines, ''].join('\n'));
    chmodSync(file, 0o755);
    return file;
  }

  /** A kubeconfig of one context, user and cluster. */
  kubeconfig(
    cluster: object,
    user: object,
    { name = 'config', context = {} }: { name?: string; context?: object } = {},
  ): string {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'here',
      clusters: [{ name: 'one', cluster }],
      users: [{ name: 'me', user }],
      contexts: [{ name: 'here', context: { cluster: 'one', user: 'me', ...context } }],
    };
    return this.write(name, JSON.stringify(config)); // JSON is YAML
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}
