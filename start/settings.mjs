import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { brokerUsers } from './broker-users.mjs';
import { root } from './installed.mjs';
import { readableByAll } from './private-files.mjs';
import { debianPlace } from './rabbitmq-program.mjs';

/** Every variable of `npm start`; the table in README.md is this one. */
export const variables = {
  DATA_DIR: {
    fallback: process.getuid?.() === 0 ? '/var/lib/smart-accounting' : path.join(root, '.data'),
    kind: 'folder',
  },
  HOST: { fallback: '127.0.0.1', kind: 'host' },
  PORT: { fallback: '8080', kind: 'port' },
  // Below 32768, where the system takes ports for connections that go out: one of those could hold a server's while it is away.
  POSTGRES_PORT: { fallback: '15432', kind: 'port' },
  AMQP_PORT: { fallback: '15673', kind: 'port' },
  AMQP_URL: { fallback: '', kind: 'amqp url' },
  RABBITMQ_PATH: { fallback: debianPlace, kind: 'folders' },
  METRICS_PORT: { fallback: '9464', kind: 'port' },
  PUBLIC_URL: { fallback: '', kind: 'web address' },
  TRUST_PROXY: { fallback: '0', kind: 'proxies' },
  SMTP_URL: { fallback: '', kind: 'mail server' },
  MAIL_FROM: { fallback: 'Smart Accounting <no-reply@localhost>', kind: 'text' },
  OCR_WORKERS_MAX: { fallback: String(Math.min(availableParallelism(), 8)), kind: 'count' },
  LOG_LEVEL: { fallback: 'info', kind: 'level' },
  DEMO: { fallback: 'yes', kind: 'yes or no' },
};

const checks = {
  folder: (text) => path.isAbsolute(text) || 'give an absolute path',
  folders: (text) =>
    text.split(':').every((place) => place === '' || path.isAbsolute(place)) ||
    'give absolute paths, separated by colons',
  text: () => true,
  host: (text) =>
    URL.canParse(`http://${isIPv6(text) ? `[${text}]` : text}/`) ||
    'give an address of this machine, or a name',
  port: (text) =>
    (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) ||
    'give a port from 1 to 65535',
  count: (text) =>
    (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 64) || 'give a number from 1 to 64',
  proxies: (text) =>
    /^[0-5]$/.test(text) || 'give the number of proxies in front of the portal, from 0 to 5',
  'amqp url': (text) =>
    text === '' ||
    (/^amqps?:\/\//.test(text) && !/%(?![0-9a-f]{2})/i.test(text)) ||
    'give a URL like amqp://user:password@host:5672, with / : @ and % in its parts written as %2F %3A %40 %25',
  'web address': (text) =>
    text === '' || /^https?:\/\/[^/]+/.test(text) || 'give a URL like https://books.example.nl',
  'mail server': (text) =>
    text === '' ||
    /^smtps?:\/\/[^/]+/.test(text) ||
    'give a URL like smtp://user:password@mail.example.nl:587',
  level: (text) =>
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].includes(text) ||
    'give trace, debug, info, warn, error, fatal or silent',
  'yes or no': (text) => ['yes', 'no'].includes(text) || 'give yes or no',
};

/** The settings from the environment; ends the program with a sentence for each variable that is wrong. */
export function readSettings() {
  const wrong = [];
  const settings = {};
  for (const [name, { fallback, kind }] of Object.entries(variables)) {
    const text = process.env[name] ?? fallback;
    const verdict = checks[kind](text);
    if (verdict !== true) wrong.push(`${name}="${text}": ${verdict}.`);
    settings[name] = { text, given: process.env[name] !== undefined };
  }
  if (wrong.length > 0) {
    console.error(wrong.join('\n'));
    process.exit(2);
  }
  return settings;
}

/** The logins of the database, each with the password of this name; SECURITY.md says what each may do. */
export const databaseLogins = ['migrator', 'api', 'reader', 'worker', 'sealer', 'operations'];

const secretNames = [
  'postgres',
  ...databaseLogins,
  ...brokerUsers.map((user) => `broker-${user}`),
  'secretKey',
];

/** Passwords and keys made at the first start that needs them, readable by their owner only. */
export function readSecrets(folder) {
  const file = path.join(folder, 'secrets.json');
  readableByAll(() => mkdirSync(folder, { recursive: true, mode: 0o755 }));
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const missing = secretNames.filter((name) => !(name in kept));
  if (missing.length === 0) return kept;
  const secrets = { ...kept, ...makeSecrets(missing) };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/**
 * The key with which archives of tenants are signed, made at the first start; gives its file.
 * @param {string} folder
 */
export function signingKeyFile(folder) {
  const file = path.join(folder, 'signing-key.pem');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return file;
}

/** New secrets by name. */
export function makeSecrets(names = secretNames) {
  return Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('base64url')]));
}
