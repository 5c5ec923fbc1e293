import assert from 'node:assert/strict';
import { it } from 'node:test';
import { describeWithHelm, render } from './helm.ts';
import { onlyContainer, type Pod, podsOf } from './objects.ts';
import { workerPod } from './worker-pod.ts';

/** Every pod of a process that connects to database, broker or stores, by its name. */
async function processes(values: object): Promise<Map<string, Pod>> {
  const objects = await render(values);
  const pods = podsOf(objects);
  for (const other of ['web', 'broker', 'database', 'storage', 'installation-test'])
    pods.delete(`books-${other}`);
  for (const pool of ['ocr', 'work']) pods.set(pool, workerPod(objects, pool));
  return pods;
}

describeWithHelm("authorities of one's own", () => {
  it('are a file that every process trusts, unless its environment says otherwise', async () => {
    const pods = await processes({
      authoritiesConfigMap: 'our-authorities',
      migrations: { environment: { NODE_OPTIONS: '--trace-gc' } },
      sealer: { environment: { NODE_EXTRA_CA_CERTS: '/another' } },
    });
    const names = ['api', 'first-migrations', 'operations', 'operator', 'provisioner', 'sealer'];
    const all = [...names.map((name) => `books-${name}`), 'ocr', 'work'];
    assert.deepEqual([...pods.keys()].sort(), all);
    for (const [name, pod] of pods) {
      const { env, volumeMounts } = onlyContainer(pod);
      const file = env.findLast((variable) => variable.name === 'NODE_EXTRA_CA_CERTS')?.value;
      const folder = volumeMounts.find((mount) => mount.name === 'authorities')?.mountPath ?? '';
      const expected = name === 'books-sealer' ? '/another' : `${folder}/ca.crt`;
      assert.equal(file, expected, name);
      assert.deepEqual(
        pod.spec.volumes.find((volume) => volume.name === 'authorities'),
        {
          name: 'authorities',
          configMap: { name: 'our-authorities', items: [{ key: 'ca.crt', path: 'ca.crt' }] },
        },
        name,
      );
    }
  });
  it('are none without the value', async () => {
    for (const [name, pod] of await processes({})) {
      const text = JSON.stringify(pod);
      assert.ok(!/authorities|NODE_EXTRA_CA_CERTS/.test(text), name);
    }
  });
});
