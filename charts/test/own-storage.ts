import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { end, freePort } from '../../start/child.mjs';
import { root } from '../../start/installed.mjs';
import { type Container, entriesOf, find, type KubernetesObject, podsOf } from './objects.ts';

/** The pod of the chart's own S3 server without a cluster: its containers as the chart has them, on other ports. */
export class OwnStorage {
  readonly #program: string;
  readonly #objects: readonly KubernetesObject[];
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'storage-'));
  readonly #running = new Set<ChildProcess>();
  #port = 0;

  /** @param program versitygw @param objects what the chart makes */
  constructor(program: string, objects: readonly KubernetesObject[]) {
    this.#program = program;
    this.#objects = objects;
    for (const name of ['data/objects', 'data/sidecar', 'users'])
      mkdirSync(path.join(this.#folder, name), { recursive: true });
    // As a Secret is in a pod: nobody writes it.
    const users = path.join(this.#folder, 'users/users.json');
    writeFileSync(users, this.#secret('storage')['users.json'] ?? '');
    chmodSync(users, 0o440);
  }

  async start(): Promise<void> {
    this.#port = await freePort();
    const { args, env } = this.#container('s3');
    const places: Readonly<Record<string, string>> = {
      ':7070': `127.0.0.1:${this.#port}`,
      '/etc/versitygw': path.join(this.#folder, 'users'),
      '/data/sidecar': path.join(this.#folder, 'data/sidecar'),
      '/data/objects': path.join(this.#folder, 'data/objects'),
    };
    this.#spawn(
      this.#program,
      args.map((arg) => places[arg] ?? arg),
      this.#environment(env),
    );
    await this.prepare();
  }

  /** What the container beside the server does at each start. */
  async prepare(): Promise<void> {
    const readyPort = await freePort();
    const { args, env } = this.#container('stores');
    const ports = { S3_PORT: String(this.#port), READY_PORT: String(readyPort) };
    this.#spawn(process.execPath, ['--input-type=module', '--eval', ...args], {
      ...this.#environment(env),
      ...ports,
    });
    for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
      const answer = await fetch(`http://127.0.0.1:${readyPort}/`).catch(() => null);
      if (answer?.ok) return;
      await pause(50);
    }
    assert.fail('the stores were not prepared');
  }

  /** The address in a variable of a process's Secret, as it is reached from here. */
  url(process: string, variable: string): string {
    const url = this.#secret(process)[variable] ?? assert.fail(`${process} has no ${variable}`);
    return url.replace('@books-storage:7070/', `@127.0.0.1:${this.#port}/`);
  }

  /** Where the server is, and the key of one of its users. */
  login(user: string): { port: number; accessKey: string; secretKey: string } {
    const isRoot = user === 'smart';
    const secretKey = this.#secret('generated')[isRoot ? 'storage' : `storage-${user}`] ?? '';
    return { port: this.#port, accessKey: user, secretKey };
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running].map((child) => end(child, 'SIGTERM', 5_000)));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #secret(name: string): Record<string, string> {
    return entriesOf(find(this.#objects, 'Secret', `books-${name}`));
  }

  #container(name: string): Container {
    const containers = podsOf(this.#objects).get('books-storage')?.spec.containers ?? [];
    return containers.find((container) => container.name === name) ?? assert.fail(name);
  }

  #environment(env: Container['env']): Record<string, string> {
    const { secretKey } = this.login('smart'); // the one variable that comes from a Secret
    return Object.fromEntries(env.map(({ name, value = secretKey }) => [name, value] as const));
  }

  #spawn(program: string, args: readonly string[], env: Record<string, string>): void {
    this.#running.add(spawn(program, args, { cwd: root, env, stdio: 'ignore' }));
  }
}
