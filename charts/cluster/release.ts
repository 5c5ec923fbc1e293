import { chart } from './helm.ts';
import { packedImageValues, registry } from './packed-images.ts';
import { apply, clusterCommand, helmOnCluster, kubectl, namespace, release } from './programs.ts';
import { nodeNames, provideVolumes } from './volumes.ts';

/** Brings archives of images to every node of the cluster, by the command `CLUSTER_LOAD_IMAGES`. */
export async function loadImages(archives: readonly string[]): Promise<void> {
  await clusterCommand('CLUSTER_LOAD_IMAGES', ...archives);
}

/**
 * Makes the namespace, whose pods must be restricted ones, and installs or upgrades the release with packed images;
 * done when every pod is ready.
 * @param tag of the packed images
 * @param args more of Helm's arguments, such as `--set` or `--values`
 * @returns Helm's notes
 */
export async function installRelease(tag: string, args: readonly string[] = []): Promise<string> {
  const [firstNode] = await nodeNames();
  if (firstNode === undefined) throw new Error('the cluster has no nodes');
  await provideVolumes(`${registry}/smart-accounting/api:${tag}`, firstNode);
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  await apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels } });
  return helmOnCluster(['upgrade', '--install', release, chart, '--wait', ...waiting, ...args], {
    values: packedImageValues(tag),
  });
}

const waiting = ['--timeout', '5m'];

/** Asks every process of the release whether it can do its work, and waits until every pool is ready. */
export async function testRelease(): Promise<string> {
  const tested = await helmOnCluster(['test', release, '--logs', ...waiting]);
  const pools = ['wait', '--for=condition=Ready', 'processingjobs', '--all', '--timeout=60s'];
  return tested + (await kubectl(pools));
}
