import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { connectCluster } from '../../src/kubernetes/connect-cluster.ts';
import type { ApiClient } from '../../src/kubernetes/api-client.ts';
import {
  type ApiObject,
  metadataSchema,
  type Resource,
  ResourceClient,
} from '../../src/kubernetes/resource-client.ts';
import { kubePrograms, startKubeApiserver } from '../../../start/kube-apiserver.mjs';
import { z } from 'zod';

const programs = await kubePrograms();
const missing = 'there is no etcd and kube-apiserver: set KUBEBUILDER_ASSETS, or install Go';

/** An API server of one test file, and us as its administrator. */
export class TestCluster {
  readonly #moreArguments: readonly string[];
  #server: Awaited<ReturnType<typeof startKubeApiserver>> | undefined;
  #api: ApiClient | undefined;

  /** @param moreArguments of the API server */
  constructor(moreArguments: readonly string[] = []) {
    this.#moreArguments = moreArguments;
  }

  get server(): Awaited<ReturnType<typeof startKubeApiserver>> {
    assert.ok(this.#server);
    return this.#server;
  }

  get api(): ApiClient {
    assert.ok(this.#api);
    return this.#api;
  }

  /** The certificates that vouch for it, as PEM. */
  get authority(): string {
    return readFileSync(path.join(this.server.certificates, 'apiserver.crt'), 'utf8');
  }

  async start(): Promise<void> {
    assert.ok(programs);
    this.#server = await startKubeApiserver(programs, this.#moreArguments);
    this.#api = connectCluster({ kubeconfig: this.#server.kubeconfig }).api;
  }

  async stop(): Promise<void> {
    await this.#api?.close();
    await this.#server?.stop();
  }

  /** A namespace that is there from now on. */
  async namespace(name: string): Promise<string> {
    await this.api.request(
      { method: 'POST', path: '/api/v1/namespaces', body: { metadata: { name } } },
      z.unknown(),
    );
    return name;
  }

  client<T extends ApiObject>(resource: Resource<T>, namespace: string): ResourceClient<T> {
    return new ResourceClient(this.api, resource, namespace);
  }
}

/** A suite against a real API server of its own. Without its programs it is skipped, loudly; under CI it fails. */
export function describeOnCluster(
  name: string,
  suite: (cluster: TestCluster) => void,
  moreArguments?: readonly string[],
): void {
  describe(name, () => {
    if (!programs) {
      console.error(`\n!!! ${name}: SKIPPED, for ${missing}.\n`);
      it('needs an API server', (test) => {
        if (process.env['CI'] === 'true') assert.fail(missing);
        test.skip(missing);
      });
      return;
    }
    const cluster = new TestCluster(moreArguments);
    before(() => cluster.start());
    suite(cluster);
    after(() => cluster.stop()); // after whatever the suite ends
  });
}

const configMapSchema = z.object({
  metadata: metadataSchema,
  data: z.record(z.string(), z.string()).optional(),
});
export type ConfigMap = z.infer<typeof configMapSchema>;
export const configMaps: Resource<ConfigMap> = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  plural: 'configmaps',
  schema: configMapSchema,
};

/** Waits until it is so. @throws {Error} after `withinMs` */
export async function until(
  so: () => boolean | Promise<boolean>,
  what: string,
  withinMs = 20_000,
): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await so())) {
    if (Date.now() > deadline) throw new Error(`it never came to it that ${what}`);
    await pause(20);
  }
}
