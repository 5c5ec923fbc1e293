import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { end, spawnBound } from './child.mjs';
import { root } from './installed.mjs';

/**
 * Our own processes, each started again when it dies. What they log goes to a file each, below `logFolder`.
 */
export class Processes {
  #logFolder;
  #say;
  #running = new Map();
  #stopping = false;
  #earlyDeaths = new Map();

  constructor(logFolder, say) {
    mkdirSync(logFolder, { recursive: true });
    this.#logFolder = logFolder;
    this.#say = say;
  }

  /** Starts `node <script>` and keeps it running. */
  keep(name, script, env) {
    const begun = Date.now();
    const log = createWriteStream(path.join(this.#logFolder, `${name}.log`), { flags: 'a' });
    const child = spawnBound(process.execPath, [script], {
      cwd: root,
      env: { ...baseEnvironment(), ...env },
    });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#running.set(name, child);
    child.once('exit', (code, signal) => {
      log.end();
      if (this.#stopping) return;
      if (Date.now() - begun < 5_000) this.#countEarlyDeath(name);
      this.#say(
        `${name} ended (${signal ?? `code ${code}`}); starting it again. Its log: ${path.join(this.#logFolder, `${name}.log`)}`,
      );
      // One that dies at once is given a pause, so that it does not use up the machine.
      setTimeout(
        () => !this.#stopping && this.keep(name, script, env),
        Date.now() - begun < 5_000 ? 2_000 : 0,
      );
    });
  }

  /** Rejects, with the end of its log, when a process has died three times right after its start. */
  cannotStart(name) {
    return new Promise((_resolve, reject) => this.#earlyDeaths.set(name, { times: 0, reject }));
  }

  #countEarlyDeath(name) {
    const watch = this.#earlyDeaths.get(name);
    if (!watch || ++watch.times < 3) return;
    const log = readFileSync(path.join(this.#logFolder, `${name}.log`), 'utf8')
      .trim()
      .split('\n')
      .slice(-12);
    watch.reject(new Error(`${name} cannot start:\n${log.join('\n')}`));
  }

  /**
   * Runs `node <script>` to its end; rejects with the end of its output when it fails.
   * @param {string} name
   * @param {string} script
   * @param {string[]} args
   * @param {Record<string, string>} env
   * @returns {Promise<string>} what it printed
   */
  async run(name, script, args, env) {
    const child = spawnBound(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...baseEnvironment(), ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-8_000)));
    }
    const code = await new Promise((resolve) => child.once('exit', resolve));
    if (code !== 0) throw new Error(`${name} failed:\n${output.trim()}`);
    return output;
  }

  /**
   * The process ids by name.
   * @returns {Record<string, number>}
   */
  pids() {
    return Object.fromEntries([...this.#running].map(([name, child]) => [name, child.pid]));
  }

  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#running.values()].map((child) => end(child, 'SIGTERM', 35_000)));
  }
}

/** Only what every program needs: settings of ours come by name, and nothing of the caller's leaks in. */
function baseEnvironment() {
  const { PATH, HOME, LANG, TZ, TMPDIR, NODE_EXTRA_CA_CERTS, TESSDATA_PREFIX } = process.env;
  return {
    PATH,
    HOME,
    LANG,
    TZ,
    TMPDIR,
    NODE_EXTRA_CA_CERTS,
    TESSDATA_PREFIX,
    NODE_ENV: 'production',
  };
}
