import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { end, spawnBound } from './child.mjs';
import { root } from './installed.mjs';
import { KeptProgram, startPatienceMs } from './keep-running.mjs';
import { lastLines } from './last-lines.mjs';

/** A process of which we know no address is taken to work when it has lived for so long. */
const provenMs = 3_000;
/** So many failed starts in a row, and the first start of the product is given up. */
const hopelessTries = 3;

/**
 * Our own processes, each started again when it dies. What they log goes to a file each, below `logFolder`.
 */
export class Processes {
  #logFolder;
  #say;
  #kept = [];
  #children = new Map();
  #runs = new Set();
  #stopping = false;
  #failures = new Map();

  constructor(logFolder, say) {
    mkdirSync(logFolder, { recursive: true, mode: 0o700 });
    chmodSync(logFolder, 0o700); // one of an earlier version was open
    this.#logFolder = logFolder;
    this.#say = say;
  }

  /**
   * Starts `node <script>` and keeps it running.
   * @param {string} name
   * @param {string} script
   * @param {Record<string, string>} env
   * @param {string | null} healthUrl answers as soon as the process works; null when its port is not known
   */
  keep(name, script, env, healthUrl = null) {
    if (this.#stopping) return;
    const log = this.#logOf(name);
    const kept = new KeptProgram({
      name,
      log,
      say: this.#say,
      launch: async (signal) => {
        const child = this.#spawn(script, [], env);
        const stream = createWriteStream(log, { flags: 'a', mode: 0o600 });
        for (const output of [child.stdout, child.stderr]) output.pipe(stream, { end: false });
        child.once('close', () => stream.end());
        this.#children.set(name, child);
        const stop = () => end(child, 'SIGTERM', 35_000);
        try {
          await working(child, healthUrl, signal);
        } catch (error) {
          await stop();
          if (!signal.aborted) this.#countFailure(name);
          throw error;
        }
        return { child, stop };
      },
    });
    this.#kept.push(kept);
    kept.startInBackground();
  }

  /** Rejects, with the end of its log, when the first starts of a process have failed. */
  cannotStart(name) {
    return new Promise((_resolve, reject) => this.#failures.set(name, { times: 0, reject }));
  }

  #countFailure(name) {
    const watch = this.#failures.get(name);
    if (!watch || ++watch.times < hopelessTries) return;
    watch.reject(new Error(`${name} cannot start:\n${lastLines(this.#logOf(name))}`));
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
    if (this.#stopping) throw new Error(`${name} was not begun: everything is being stopped.`);
    const child = this.#spawn(script, args, env);
    this.#runs.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-8_000)));
    }
    const code = await new Promise((resolve) => child.once('exit', resolve));
    this.#runs.delete(child);
    if (code !== 0) throw new Error(`${name} failed:\n${output.trim()}`);
    return output;
  }

  /**
   * The process ids by name.
   * @returns {Record<string, number>}
   */
  pids() {
    return Object.fromEntries([...this.#children].map(([name, child]) => [name, child.pid]));
  }

  async stop() {
    this.#stopping = true;
    await Promise.all([
      ...this.#kept.map((kept) => kept.stop()),
      ...[...this.#runs].map((child) => end(child, 'SIGTERM', 35_000)),
    ]);
  }

  #spawn(script, args, env) {
    return spawnBound(process.execPath, [script, ...args], {
      cwd: root,
      env: { ...baseEnvironment(), ...env },
    });
  }

  #logOf(name) {
    return path.join(this.#logFolder, `${name}.log`);
  }
}

/** Resolves when the process works; rejects when it ends before, or `signal` aborts the wait. */
async function working(child, healthUrl, signal) {
  const begun = Date.now();
  while (Date.now() - begun < startPatienceMs) {
    await pause(100, undefined, { signal });
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`it ended at once (${child.signalCode ?? `code ${child.exitCode}`})`);
    if (healthUrl ? await answers(healthUrl) : Date.now() - begun >= provenMs) return;
  }
  throw new Error(`it did not answer within ${startPatienceMs / 1000} s`);
}

async function answers(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
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
