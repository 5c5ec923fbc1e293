import { brokerUrlSchema } from '@smart-accounting/database/broker';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

export const settingsSchema = z.object({
  DATABASE_URL: z.url().describe('login smart_api; may go through a pooler'),
  DATABASE_DIRECT_URL: z.url().describe('login smart_api, straight to the server, for LISTEN'),
  AMQP_URL: brokerUrlSchema,
  STORAGE: z.string().min(1),
  UPLOAD_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('where uploads wait until they are whole; by default the temporary folder'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(8080),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: port.default(0),
  WEB_HANDLER: z
    .string()
    .min(1)
    .optional()
    .describe("path of the portal's built handler; absent where it runs alone"),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(1).max(100).default(10),
  RATE_LIMIT_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(1200)
    .describe('requests of one address, in this process'),
  TRUST_PROXY: z.coerce
    .number()
    .int()
    .min(0)
    .max(5)
    .default(0)
    .describe('how many proxies stand before us'),
  SECRET_KEY: z
    .string()
    .min(32)
    .describe('encrypts the secrets of two-step sign-in; the same in every process, kept for good'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('address of the portal in links of mails; by default http://HOST:PORT'),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('mail server, smtp(s)://user:password@host:port; without it none is sent'),
  MAIL_LINKS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('where the links of mails stand that are not sent; readable by its owner only'),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\n]*<[^@\s<>]+@[^@\s<>]+>$|^[^@\s<>]+@[^@\s<>]+$/, 'write Name <user@host>')
    .default('Smart Accounting <no-reply@localhost>')
    .describe('whom mails come from'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type Settings = z.output<typeof settingsSchema>;

/** Address of the portal in links that are sent, without a slash at its end. Never a request's own Host. */
export function publicUrlOf({
  PUBLIC_URL,
  HOST,
  PORT,
}: Pick<Settings, 'PUBLIC_URL' | 'HOST' | 'PORT'>): string {
  return (PUBLIC_URL ?? `http://${HOST}:${PORT}`).replace(/\/+$/, '');
}

/** The settings of this process; ends it with a sentence for each variable that is wrong. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const result = settingsSchema.safeParse(environment);
  if (result.success) return result.data;
  for (const issue of result.error.issues)
    console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
  process.exit(2);
}
