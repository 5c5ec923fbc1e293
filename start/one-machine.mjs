import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { freePort, portInUse } from './child.mjs';
import { demoDocuments } from './demo-documents.mjs';
import { builtPortal } from './portal.mjs';
import { refuseClosedFolder } from './postgres.mjs';
import { keepFilesPrivate } from './private-files.mjs';
import { startProduct } from './product.mjs';
import { readSecrets, readSettings } from './settings.mjs';

/** The one-machine mode: starts everything, makes the demo company once, tells where it is, and waits for Ctrl-C. */
export async function startOnThisMachine() {
  const begun = Date.now();
  let ready = false;
  const say = (text) => {
    const seconds = `${((Date.now() - begun) / 1000).toFixed(1).padStart(5)} s`;
    console.log(`  ${ready ? new Date().toTimeString().slice(0, 8) : seconds}  ${text}`);
  };
  const settings = readSettings();
  const folder = settings.DATA_DIR.text;
  console.log(`Smart Accounting is starting; its data is in ${folder}`);

  let product = null;
  const interrupted = new AbortController();
  const stop = async (code) => {
    if (interrupted.signal.aborted) return;
    console.log('\nStopping …');
    interrupted.abort();
    await product?.then(({ stop }) => stop()).catch(() => {}); // a start that failed has stopped everything itself
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0));

  try {
    const port = Number(settings.PORT.text);
    if (await portInUse(port))
      throw new Error(
        `Port ${port} is in use: stop what listens there, or set PORT to another one.`,
      );
    refuseClosedFolder(folder);
    const portalHandler = builtPortal(say);
    keepFilesPrivate();
    const secrets = readSecrets(folder);
    product = startProduct({
      folder,
      programs: process.env.TOOLS_DIR || path.join(folder, 'programs'),
      host: settings.HOST.text,
      port,
      postgresPort: await portFor('POSTGRES_PORT', settings.POSTGRES_PORT),
      amqpPort: await portFor('AMQP_PORT', settings.AMQP_PORT),
      amqpUrl: settings.AMQP_URL.text,
      metricsPort: await metricsPortFor(settings.METRICS_PORT),
      ocrWorkersMax: Number(settings.OCR_WORKERS_MAX.text),
      logLevel: settings.LOG_LEVEL.text,
      publicUrl: settings.PUBLIC_URL.text,
      smtpUrl: settings.SMTP_URL.text,
      mailFrom: settings.MAIL_FROM.text,
      trustProxy: Number(settings.TRUST_PROXY.text),
      secrets,
      portalHandler,
      signal: interrupted.signal,
      say,
    });
    const running = await product;
    const demo = settings.DEMO.text === 'yes' ? await demoLogin(running, folder, say) : null;
    say('ready\n');
    ready = true;
    console.log(`  Open    ${running.url}`);
    if (demo) console.log(`  Sign in ${demo.email}  ${demo.password}`);
    console.log(`  Logs    ${path.join(folder, 'log')}`);
    if (running.mailLinks)
      console.log(`  Mails   ${running.mailLinks} (their links, for SMTP_URL is not set)`);
    console.log('  Stop    Ctrl-C (the data stays; npm run reset removes it)\n');
  } catch (error) {
    if (interrupted.signal.aborted) return;
    console.error(`\n${error instanceof Error ? error.message : error}`);
    await stop(1);
  }
}

/** A port that was asked for must be free; one of ours may give way to whatever is there. */
async function portFor(name, { text, given }) {
  const port = await freePort(Number(text));
  if (given && port !== Number(text))
    throw new Error(`Port ${text} is in use: set ${name} to another one.`);
  return port;
}

/** Those of API, provisioner, sealer, operator and the first workers; more workers take the next ports. */
const metricsPorts = 6;

/** The first of a row of free ports; one that was asked for must be. */
async function metricsPortFor({ text, given }) {
  for (let first = Number(text); first + metricsPorts <= 65_536; first += metricsPorts) {
    const taken = await firstTaken(first);
    if (taken === null) return first;
    if (given)
      throw new Error(
        `Port ${taken} is in use: METRICS_PORT is the first of ${metricsPorts} and more ports, set it to another one.`,
      );
  }
  throw new Error(
    'No free ports were found for health and metrics: set METRICS_PORT to a lower one.',
  );
}

async function firstTaken(first) {
  for (let port = first; port < first + metricsPorts; port++)
    if (await portInUse(port)) return port;
  return null;
}

/** The demo company with a year of books and some invoices to review; made at the first start only. */
async function demoLogin({ processes, api }, folder, say) {
  const file = path.join(folder, 'demo.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  say('making the demo company');
  const documents = await demoDocuments(processes, folder);
  const output = await processes.run(
    'The demo company',
    'api/src/command-line/main.ts',
    ['demo', 'create', '--documents', documents],
    api,
  );
  const { email, password } = JSON.parse(output.trim().split('\n').at(-1));
  writeFileSync(file, JSON.stringify({ email, password }), { mode: 0o600 });
  return { email, password };
}
