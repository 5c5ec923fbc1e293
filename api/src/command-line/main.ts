// The command line of platform operators: node api/src/command-line/main.ts <noun> <verb> [options]
import { models } from '@smart-accounting/books/models';
import { parseArgs } from 'node:util';
import { openStorage } from '@smart-accounting/database/storage/open-storage';
import { Database } from '@smart-accounting/database/tenancy/database';
import { z } from 'zod';
import { publicUrlOf, settingsSchema } from '../settings.ts';
import type { Command, CommandContext } from './command.ts';
import { demoCommands } from './demo.ts';
import { ledgerCommands } from './ledger.ts';
import { scheduleCommands } from './schedules.ts';
import { isWrongUsage, sentenceOf } from './sentence-of.ts';
import { tenantArchiveCommands } from './tenant-archives.ts';
import { tenantQuotaCommands } from './tenant-quotas.ts';
import { tenantCommands } from './tenants.ts';
import { userCommands } from './users.ts';

const commands: readonly Command[] = [
  ...tenantCommands,
  ...tenantArchiveCommands,
  ...tenantQuotaCommands,
  ...userCommands,
  ...ledgerCommands,
  ...scheduleCommands,
  ...demoCommands,
];

const environmentSchema = z.object({
  DATABASE_URL: z.url(),
  DATABASE_DIRECT_URL: z.url().optional(),
  STORAGE: z.string().min(1).optional(),
  ARCHIVES: z.string().min(1).optional(),
  HEADS: z.string().min(1).optional(),
  SIGNING_KEY_FILE: z.string().min(1).optional(),
  ...settingsSchema.pick({ PUBLIC_URL: true, HOST: true, PORT: true }).shape,
});

process.exit(await run(process.argv.slice(2)));

async function run(argv: readonly string[]): Promise<number> {
  const [noun = '--help', verb = ''] = argv;
  const command = commands.find(({ name }) => name === `${noun} ${verb}`);
  if (!command) {
    console.error(noun === '--help' ? help() : `${unknown(noun, verb)}; --help lists all`);
    return noun === '--help' ? 0 : 2;
  }
  if (argv.includes('--help')) {
    console.error(usageOf(command));
    return 0;
  }
  const settings = environmentSchema.safeParse(process.env);
  if (!settings.success) {
    for (const issue of settings.error.issues)
      console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
    return 2;
  }
  const { DATABASE_URL: url, DATABASE_DIRECT_URL: directUrl = url } = settings.data;
  const { STORAGE, ARCHIVES, HEADS, SIGNING_KEY_FILE: signingKeyFile } = settings.data;
  const database = new Database({
    models,
    url,
    maxConnections: 2,
    applicationName: 'smart-command-line',
  });
  try {
    const context: CommandContext = {
      database,
      directUrl,
      stores: {
        ...(STORAGE ? { STORAGE: openStorage(STORAGE) } : {}),
        ...(ARCHIVES ? { ARCHIVES: openStorage(ARCHIVES) } : {}),
        ...(HEADS ? { HEADS: openStorage(HEADS) } : {}),
      },
      signingKeyFile,
      publicUrl: publicUrlOf(settings.data),
      print: (line) => console.log(line),
    };
    const { values, positionals } = parseArgs({
      args: argv.slice(2),
      options: command.options,
      allowPositionals: true,
    });
    return await command.run(context, Object.fromEntries(Object.entries(values)), positionals);
  } catch (error) {
    console.error(sentenceOf(error, new URL(url).host));
    if (!isWrongUsage(error)) return 1;
    console.error(usageOf(command));
    return 2;
  } finally {
    await database.close();
  }
}

function help(): string {
  return [
    'Commands:',
    ...commands.map(({ name, usage }) => `  ${name} ${usage}`),
    '--by: who asks, else the user of this machine; --reason: why. Both are kept with what was asked.',
  ].join('\n');
}

function usageOf({ name, usage }: Command): string {
  return `Usage: ${name} ${usage}`;
}

/** What is wrong with a command that does not exist, and which ones are near. */
function unknown(noun: string, verb: string): string {
  const near = commands.filter(({ name }) => name.startsWith(`${noun} `));
  if (near.length === 0) return `there is no command "${[noun, verb].join(' ').trim()}"`;
  const wrong = verb === '' ? 'a verb is missing' : `there is no command "${noun} ${verb}"`;
  return `${wrong}: there are ${near.map(({ name }) => name).join(', ')}`;
}
