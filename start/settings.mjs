import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { root } from './installed.mjs';

/** Every variable of `npm start`; the table in README.md is this one. */
export const variables = {
  DATA_DIR: {
    fallback: process.getuid?.() === 0 ? '/var/lib/smart-accounting' : path.join(root, '.data'),
    kind: 'folder',
  },
  HOST: { fallback: '127.0.0.1', kind: 'text' },
  PORT: { fallback: '8080', kind: 'port' },
  POSTGRES_PORT: { fallback: '54320', kind: 'port' },
  AMQP_PORT: { fallback: '56720', kind: 'port' },
  AMQP_URL: { fallback: '', kind: 'amqp url' },
  METRICS_PORT: { fallback: '9464', kind: 'port' },
  PUBLIC_URL: { fallback: '', kind: 'web address' },
  SMTP_URL: { fallback: '', kind: 'mail server' },
  MAIL_FROM: { fallback: 'Smart Accounting <no-reply@localhost>', kind: 'text' },
  OCR_WORKERS_MAX: { fallback: String(Math.min(availableParallelism(), 8)), kind: 'count' },
  LOG_LEVEL: { fallback: 'info', kind: 'level' },
  DEMO: { fallback: 'yes', kind: 'yes or no' },
};

const checks = {
  folder: (text) => path.isAbsolute(text) || 'give an absolute path',
  text: () => true,
  port: (text) =>
    (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535) ||
    'give a port from 1 to 65535',
  count: (text) =>
    (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 64) || 'give a number from 1 to 64',
  'amqp url': (text) =>
    text === '' || /^amqps?:\/\//.test(text) || 'give a URL like amqp://user:password@host:5672',
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

const secretNames = ['postgres', 'migrator', 'api', 'worker', 'amqp', 'secretKey'];

/** Passwords and keys made at the first start that needs them, readable by their owner only. */
export function readSecrets(folder) {
  const file = path.join(folder, 'secrets.json');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const missing = secretNames.filter((name) => !(name in kept));
  if (missing.length === 0) return kept;
  const secrets = { ...kept, ...makeSecrets(missing) };
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** New secrets by name. */
export function makeSecrets(names = secretNames) {
  return Object.fromEntries(names.map((name) => [name, randomBytes(24).toString('base64url')]));
}
