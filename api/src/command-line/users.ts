import { randomBytes } from 'node:crypto';
import { type Role, role as roleSchema } from '@smart-accounting/api-contract';
import { linkAddress, type LinkPurpose, makeLinksFor } from '@smart-accounting/database/mail/links';
import { createUser } from '@smart-accounting/database/people/accounts/create-user';
import { replacePassword } from '@smart-accounting/database/people/accounts/set-password';
import { switchOffLostTwoStep } from '@smart-accounting/database/people/two-step/switch-two-step';
import { Refusal } from '@smart-accounting/database/refusal';
import type { TenantId } from '@smart-accounting/worker-contract';
import { type Command, optional, type Options, required, tenantOf, UsageError } from './command.ts';

const purposes: Readonly<Record<string, LinkPurpose>> = {
  confirm: 'confirm_email',
  reset: 'reset_password',
  invitation: 'invitation',
};

export const userCommands: readonly Command[] = [
  {
    name: 'users create',
    usage: `--email EMAIL --name NAME [--password PASSWORD] [--tenant TENANT --role ${roleSchema.options.join('|')}] [--platform]`,
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
      const membership = membershipOf(options);
      const password = optional(options, 'password') ?? randomBytes(12).toString('base64url');
      const platformOperator = options['platform'] === true;
      await createUser(database, { email, name, password, membership, platformOperator }).catch(
        (error: unknown) => {
          if (!(error instanceof Refusal && error.code === 'email_taken')) throw error;
          throw new Error(`there is an account with the e-mail address ${email} already`);
        },
      );
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
      await replacePassword(database, email, password);
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
      const tokens = await makeLinksFor(database, purpose, email);
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
      await switchOffLostTwoStep(database, email);
      print(email);
      return 0;
    },
  },
];

/** What a new person is from the beginning. @throws {UsageError} */
function membershipOf(options: Options): { tenant: TenantId; role: Role } | null {
  const tenant = optional(options, 'tenant');
  if (tenant === null) {
    if (optional(options, 'role')) throw new UsageError('--role is one in a tenant: give --tenant');
    return null;
  }
  const role = roleSchema.safeParse(required(options, 'role'));
  if (!role.success) throw new UsageError(`--role is one of ${roleSchema.options.join(', ')}`);
  return { tenant: tenantOf(tenant), role: role.data };
}
