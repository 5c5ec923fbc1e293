import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { apply, kubectl, kubectlJson } from './programs.ts';

const annotated = z.object({
  metadata: z.object({
    name: z.string(),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
});
const objectList = z.object({ items: z.array(annotated) });
const isDefault = 'storageclass.kubernetes.io/is-default-class';
const name = 'smart-accounting-trial';
const servers = ['database', 'broker', 'storage'];

/**
 * Where the cluster has no default StorageClass: one, with a volume for each server the chart brings, in new folders of
 * one node. For trying out: such volumes are lost with the node, and nobody clears them away.
 * @param image of a program that is on the nodes; it only has the folders made
 * @param node where they are
 */
export async function provideVolumes(image: string, node: string): Promise<void> {
  const classes = await kubectlJson(['get', 'storageclasses'], objectList);
  const standard = classes.items.filter(
    ({ metadata }) => metadata.annotations[isDefault] === 'true',
  );
  if (standard.some(({ metadata }) => metadata.name !== name)) return;
  // An installation before this one, in a namespace that is gone, keeps its volumes.
  if ((await kubectlJson(['get', 'persistentvolumeclaims'], objectList)).items.length > 0) return;
  const mark = randomBytes(4).toString('hex');
  const folder = `/var/lib/smart-accounting-${mark}`;
  // The cluster's local volumes must be there before they are used; whoever mounts a `hostPath` has its folder made.
  const pod = `make-volumes-${mark}`;
  const inNamespace = 'default'; // ours lets no pod near the folders of a node
  const making = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: pod },
    spec: {
      nodeName: node,
      restartPolicy: 'Never',
      containers: [
        {
          name: 'folders',
          image,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '--version'],
          volumeMounts: servers.map((server) => ({
            name: server,
            mountPath: `/volumes/${server}`,
          })),
        },
      ],
      volumes: servers.map((server) => ({
        name: server,
        hostPath: { path: `${folder}/${server}`, type: 'DirectoryOrCreate' },
      })),
    },
  };
  await apply(making, inNamespace);
  const succeeded = '--for=jsonpath={.status.phase}=Succeeded';
  await kubectl(['wait', succeeded, `pod/${pod}`, '--timeout=60s'], { inNamespace });
  await kubectl(['delete', 'pod', pod], { inNamespace });
  await apply({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: { [isDefault]: 'true' } },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'WaitForFirstConsumer',
  });
  for (const server of servers)
    await apply({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${name}-${server}-${mark}` },
      spec: {
        capacity: { storage: '50Gi' },
        accessModes: ['ReadWriteOnce'],
        storageClassName: name,
        persistentVolumeReclaimPolicy: 'Retain',
        local: { path: `${folder}/${server}` },
        nodeAffinity: {
          required: {
            nodeSelectorTerms: [
              {
                matchExpressions: [
                  { key: 'kubernetes.io/hostname', operator: 'In', values: [node] },
                ],
              },
            ],
          },
        },
      },
    });
}

/** The nodes by name, in order. */
export async function nodeNames(): Promise<string[]> {
  const { items } = await kubectlJson(['get', 'nodes'], objectList);
  return items.map(({ metadata }) => metadata.name).sort();
}
