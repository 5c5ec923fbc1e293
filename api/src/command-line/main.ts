// The command line of platform operators: node api/src/command-line/main.ts <noun> <verb> [options]
import { parseArgs } from 'node:util';
import { connectBroker, Database, openStorage, Relay } from '@smart-accounting/database';
import { createLogger } from '@smart-accounting/monitoring';
import { z } from 'zod';
import { publicUrlOf, settingsSchema } from '../settings.ts';
import { type Command, type CommandContext, UsageError } from './command.ts';
import { demoCommands } from './demo.ts';
import { ledgerCommands } from './ledger.ts';
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
  ...demoCommands,
];

process.exit(await run(process.argv.slice(2)));

async function run(argv: readonly string[]): Promise<number> {
  const command = commands.find(({ name }) => name === argv.slice(0, 2).join(' '));
  if (!command) {
    console.error(
      `Commands:\n${commands.map(({ name, usage }) => `  ${name} ${usage}`).join('\n')}`,
    );
    return argv.length === 0 || argv[0] === '--help' ? 0 : 2;
  }
  const settings = z
    .object({
      DATABASE_URL: z.url(),
      DATABASE_DIRECT_URL: z.url().optional(),
      AMQP_URL: z.url().optional(),
      STORAGE: z.string().min(1).optional(),
      ...settingsSchema.pick({ PUBLIC_URL: true, HOST: true, PORT: true }).shape,
    })
    .safeParse(process.env);
  if (!settings.success) {
    for (const issue of settings.error.issues)
      console.error(`Environment variable ${issue.path.join('.')}: ${issue.message}`);
    return 2;
  }
  const {
    DATABASE_URL: url,
    DATABASE_DIRECT_URL: directUrl = url,
    AMQP_URL: amqpUrl,
    STORAGE: place,
  } = settings.data;
  const database = new Database({ url, maxConnections: 2, applicationName: 'smart-command-line' });
  const logger = createLogger('command-line', 'silent');
  // With the broker's address a command carries its jobs there itself, also where no API is running yet.
  const broker = amqpUrl ? connectBroker(amqpUrl, 'smart-command-line', logger) : null;
  const relay = broker ? new Relay({ database, broker, directUrl, logger }) : null;
  relay?.start();
  try {
    const context: CommandContext = {
      database,
      directUrl,
      relay,
      storage: place ? openStorage(place) : null,
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
    if (error instanceof UsageError || (error instanceof TypeError && 'code' in error)) {
      console.error(`${error.message}\nUsage: ${command.name} ${command.usage}`);
      return 2;
    }
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await relay?.stop();
    await broker?.close();
    await database.close();
  }
}
