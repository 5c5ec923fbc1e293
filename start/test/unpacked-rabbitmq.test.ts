import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parseDependencies } from '../unpacked-packages.mjs';

describe('what a package needs', () => {
  it('is read with its choices, and with what provides a virtual name', () => {
    const text = `rabbitmq-server
  Depends: adduser
 |Depends: erlang-base
  Depends: <erlang-base-hipe>
  PreDepends: init-system-helpers
  Depends: <python3:any>
    python3
erlang-crypto
  Depends: <erlang-abi-25.0>
    erlang-base
    erlang-base:i386
  Depends: libssl3
    libssl3:i386
`;
    assert.deepEqual(parseDependencies(text), [
      ['adduser'],
      ['erlang-base'],
      ['init-system-helpers'],
      ['python3'],
      ['erlang-base'],
      ['libssl3'],
    ]);
  });
  it('is none for a package without any', () => {
    assert.deepEqual(parseDependencies('erlang-base\n'), []);
  });
});

describe('where RabbitMQ is not installed and cannot be unpacked', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'no-rabbitmq-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What a process says that looks for RabbitMQ with these programs on its PATH. */
  function refusal(name: string, programs: Record<string, string>): string {
    const bin = path.join(folder, name);
    const target = path.join(folder, `${name}-target`);
    spawnSync('mkdir', [bin]);
    for (const [program, script] of Object.entries(programs))
      writeFileSync(path.join(bin, program), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    symlinkSync('/bin/sh', path.join(bin, 'sh'));
    const script = `import { rabbitmqProgram } from './rabbitmq-program.mjs';
      await rabbitmqProgram({ folder: ${JSON.stringify(target)} }).catch((error) => console.log(error.message));`;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: path.resolve(import.meta.dirname, '..'),
      env: { PATH: bin, HOME: folder, RABBITMQ_PATH: '' },
      encoding: 'utf8',
    });
    assert.ok(!readdirSync(folder).includes(`${name}-target/rabbitmq`));
    return stdout.trim();
  }
  const works = 'exit 0';
  const advice =
    'install it with "sudo apt-get install rabbitmq-server", or set AMQP_URL to a broker you have.';

  it('one sentence says that there is no apt-get, or no dpkg', () => {
    assert.equal(
      refusal('bare', {}),
      `There is no RabbitMQ, and none could be had (this machine has no apt-get): ${advice}`,
    );
    assert.equal(
      refusal('no-dpkg', { 'apt-get': works, 'apt-cache': works }),
      `There is no RabbitMQ, and none could be had (this machine has no dpkg): ${advice}`,
    );
  });
  it('one sentence says what apt-get complained about, without a network', () => {
    const offline =
      '[ "$1" = --version ] && exit 0; echo "E: Some index files failed to download." >&2; exit 100';
    assert.equal(
      refusal('offline', {
        ...{ 'apt-get': offline, 'apt-cache': works },
        ...{ dpkg: works, 'dpkg-query': works },
      }),
      `There is no RabbitMQ, and none could be had (apt-get failed: Some index files failed to download): ${advice}`,
    );
  });
});
