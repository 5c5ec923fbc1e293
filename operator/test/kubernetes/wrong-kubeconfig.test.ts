import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, it } from 'node:test';
import { KubeconfigFolder } from './kubeconfig.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;
const folder = new KubeconfigFolder();
after(() => folder.remove());

/** How the operator ends, and what it says, with this kubeconfig. */
function started(kubeconfig: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main], {
    env: { POOLS: 'kubernetes', KUBECONFIG: kubeconfig, AMQP_URL: 'amqp://127.0.0.1:1' },
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

it('an operator with a wrong kubeconfig ends with one line that says what is wrong', () => {
  const old = folder.kubeconfig(
    { server: 'https://cluster.example.com' },
    { exec: { command: 'plugin' } },
    { name: 'old' },
  );
  const cases = [
    [folder.kubeconfig({ server: 'cluster.example.com' }, {}), /server must be a URL that begins/],
    [old, /context here has a user whose plugin: .*apiVersion/],
    [`${folder.path}/missing`, /ENOENT/],
  ] as const;
  for (const [kubeconfig, sentence] of cases) {
    const { status, said } = started(kubeconfig);
    assert.match(said, /^The cluster: [^\n]+\n$/);
    assert.match(said, sentence);
    assert.ok(said.includes(kubeconfig), said);
    assert.equal(status, 1);
  }
});
