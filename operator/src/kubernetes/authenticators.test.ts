import assert from 'node:assert/strict';
import { after, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { KubeconfigFolder } from '../../test/kubernetes/kubeconfig.ts';
import { PluginAuthenticator, pluginOf } from './authenticators.ts';

const folder = new KubeconfigFolder();
after(() => folder.remove());

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('a plugin that hangs is ended with what it started, and said to have hung', async () => {
  const command = folder.program(
    'plugin',
    'sleep 1000 &',
    `echo $! > ${folder.path}/sleeper`,
    `echo $$ > ${folder.path}/plugin.pid`,
    'wait',
  );
  const authenticator = new PluginAuthenticator({ limitMs: 2_000 });
  const user = { name: 'me', authProvider: pluginOf({ command }) };
  await assert.rejects(
    authenticator.applyAuthentication(user, {}),
    new Error(`the plugin ${command} gave no credentials: it had not ended after 2 s`),
  );
  for (const file of ['sleeper', 'plugin.pid'])
    for (const pid = Number(folder.read(file)); runs(pid);) await pause(20);
});
