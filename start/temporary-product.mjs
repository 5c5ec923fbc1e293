import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { freePort } from './child.mjs';
import { startProduct } from './product.mjs';
import { databaseLogins } from './settings.mjs';

const passwords = ['postgres', ...databaseLogins];

/**
 * The whole product for a test or a measurement: on free ports, in a folder that is removed when it stops, and without
 * a limit on requests, for one program does in a minute what people do in an hour.
 * @param {Partial<Parameters<typeof startProduct>[0]>} options what is to be other than so
 */
export async function startTemporaryProduct(options = {}) {
  const folder = temporaryFolder();
  const password = 'temporary-only-password';
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const product = await startProduct({
      folder,
      host: '127.0.0.1',
      port: await freePort(),
      postgresPort: await freePort(),
      amqpPort: await freePort(),
      amqpUrl: '',
      metricsPort: 0,
      logLevel: 'warn',
      secrets: Object.fromEntries(passwords.map((name) => [name, password])),
      portalHandler: null,
      say: () => {},
      ...options,
      apiEnvironment: {
        RATE_LIMIT_PER_MINUTE: '1000000',
        GALLERY: 'yes',
        ...options.apiEnvironment,
      },
    });
    const { processes, operations, api } = product;
    /** @param {string[]} args a verb of the command line; gives what it printed */
    const commandLine = (...args) => processes.run(args.join(' '), script, args, operations);
    return {
      ...product,
      folder,
      password,
      commandLine,
      /** @returns {Promise<{ email: string, password: string }>} the login of the demo company, which this makes */
      makeDemo: async () =>
        // With the environment of the API, whose login alone may post.
        JSON.parse(lastLine(await processes.run('The demo', script, ['demo', 'create'], api))),
      stop: async () => {
        await product.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

const script = 'api/src/command-line/main.ts';

function lastLine(output) {
  return output.trim().split('\n').at(-1) ?? '';
}

/** A new folder for servers of a test. */
export function temporaryFolder() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'smart-accounting-test-'));
  chmodSync(folder, 0o755); // as root, PostgreSQL runs as another user, who must be able to enter
  return folder;
}
