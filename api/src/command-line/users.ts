import { randomBytes } from 'node:crypto';
import { role as roleSchema } from '@smart-accounting/api-contract';
import { query, randomUuidV7, withIdentity } from '@smart-accounting/database';
import { tenantIdSchema } from '@smart-accounting/worker-contract';
import { hashPassword } from '../identity/password.ts';
import { endSessions } from '../identity/session-store.ts';
import { setPassword } from '../identity/set-password.ts';
import { switchOffTwoStep } from '../identity/switch-two-step.ts';
import { linkAddress, type LinkPurpose, type LinkSubject, makeLink } from '../mail/links.ts';
import { type Command, optional, required, UsageError } from './command.ts';

const purposes: Readonly<Record<string, LinkPurpose>> = {
  confirm: 'confirm_email',
  reset: 'reset_password',
  invitation: 'invitation',
};

export const userCommands: readonly Command[] = [
  {
    name: 'users create',
    usage:
      '--email EMAIL --name NAME [--password PASSWORD] [--tenant TENANT --role ROLE] [--platform]',
    options: {
      email: { type: 'string' },
      name: { type: 'string' },
      password: { type: 'string' },
      tenant: { type: 'string' },
      role: { type: 'string' },
      platform: { type: 'boolean', default: false },
    },
    run: async ({ database, print }, options) => {
      const email = required(options, 'email').toLowerCase();
      const name = required(options, 'name');
      const password = optional(options, 'password') ?? randomBytes(12).toString('base64url');
      const passwordHash = await hashPassword(password);
      const tenant = optional(options, 'tenant');
      const membership = tenant
        ? {
            tenant: tenantIdSchema.parse(tenant),
            role: roleSchema.parse(required(options, 'role')),
          }
        : null;
      await withIdentity(database, async () => {
        const [user] = await query<{ id: string }>(
          `INSERT INTO users (id, email, name, password_hash, platform_operator, email_confirmed_at)
             VALUES ($1, $2, $3, $4, $5, now()) RETURNING id`,
          [randomUuidV7(), email, name, passwordHash, options['platform'] === true],
        );
        if (membership && user) {
          await query('INSERT INTO memberships (tenant, user_id, role) VALUES ($1, $2, $3)', [
            membership.tenant,
            user.id,
            membership.role,
          ]);
        }
      });
      print(optional(options, 'password') ? email : `${email}\t${password}`);
      return 0;
    },
  },
  {
    name: 'users reset-password',
    usage: '--email EMAIL [--password PASSWORD]   (ends all their sessions)',
    options: { email: { type: 'string' }, password: { type: 'string' } },
    run: async ({ database, print }, options) => {
      const email = required(options, 'email').toLowerCase();
      const password = optional(options, 'password') ?? randomBytes(12).toString('base64url');
      const passwordHash = await hashPassword(password);
      await withIdentity(database, async () =>
        setPassword(await userIdOf(email), passwordHash, null),
      );
      print(optional(options, 'password') ? email : `${email}\t${password}`);
      return 0;
    },
  },
  {
    name: 'users link',
    usage: `--email EMAIL --for ${Object.keys(purposes).join('|')}   (prints what a mail would hold)`,
    options: { email: { type: 'string' }, for: { type: 'string' } },
    run: async ({ database, publicUrl, print }, options) => {
      const email = required(options, 'email').toLowerCase();
      const purpose = purposes[required(options, 'for')];
      if (!purpose) throw new UsageError(`--for is one of ${Object.keys(purposes).join(', ')}`);
      const tokens = await withIdentity(database, async () => {
        const subjects = await linkSubjects(purpose, email);
        const made: string[] = [];
        for (const subject of subjects) made.push(await makeLink(subject));
        return made;
      });
      for (const token of tokens) print(linkAddress(publicUrl, purpose, token));
      return 0;
    },
  },
  {
    name: 'users two-step-off',
    usage: '--email EMAIL   (for whoever lost app and recovery codes; ends all their sessions)',
    options: { email: { type: 'string' } },
    run: async ({ database, print }, options) => {
      const email = required(options, 'email').toLowerCase();
      await withIdentity(database, async () => {
        const userId = await userIdOf(email);
        await switchOffTwoStep(userId, email);
        await endSessions(userId);
      });
      print(email);
      return 0;
    },
  },
];

/** @throws {Error} when nobody has the address */
async function userIdOf(email: string): Promise<string> {
  const [user] = await query<{ id: string }>('SELECT id FROM users WHERE lower(email) = $1', [
    email,
  ]);
  if (!user) throw new Error(`nobody has the e-mail address ${email}`);
  return user.id;
}

/** What the links are for: the person's address or password, or each invitation that waits for them. */
async function linkSubjects(purpose: LinkPurpose, email: string): Promise<LinkSubject[]> {
  if (purpose !== 'invitation')
    return [{ purpose, email, userId: await userIdOf(email), invitationId: null }];
  const rows = await query<{ id: string }>(
    'SELECT id FROM invitations WHERE lower(email) = $1 ORDER BY created_at',
    [email],
  );
  if (rows.length === 0) throw new Error(`nobody invited ${email}`);
  return rows.map(({ id }) => ({ purpose, email, userId: null, invitationId: id }));
}
