import { languages, roles, tenantStates } from '@smart-accounting/accounting/vocabularies';
import { z } from 'zod';
import { operation, permissions } from '../operation.ts';
import { emailAddress, id, instant, line, tenantId } from '../values.ts';

export const role = z.enum(roles).meta({ id: 'Role' });
export type Role = z.infer<typeof role>;

/** The language of the mails a person gets. */
export const language = z.enum(languages).meta({ id: 'Language' });
export type Language = z.infer<typeof language>;

export const email = emailAddress.toLowerCase();
/**
 * Length is what counts (NIST SP 800-63B): 12 to 200 characters, any of them. What is soon guessed all the same is
 * refused with `weak_password`.
 */
export const newPassword = z.string().min(12).max(200);
export const password = z.string().min(1).max(200);
/** Six digits of the authenticator app, or a recovery code; spaces and hyphens do not count. */
export const secondStepCode = z.string().trim().min(1).max(40);

export const tenant = z
  .object({
    id: tenantId,
    name: z.string(),
    kvk_number: z.string().nullable(),
    vat_number: z.string().nullable(),
    state: z.enum(tenantStates),
    created_at: instant,
    two_step_required: z.boolean().describe('whether only those enter who sign in by two steps'),
    role,
    permissions: z.array(z.enum(permissions)).describe('what you may do here'),
  })
  .meta({ id: 'Tenant' });
export type Tenant = z.infer<typeof tenant>;

export const person = z
  .object({
    id,
    name: z.string(),
    email: z.string(),
    email_confirmed: z.boolean(),
    language,
    two_step: z.boolean().describe('whether signing in takes a code besides the password'),
    platform_operator: z.boolean(),
  })
  .meta({ id: 'Person' });

/** Who is signed in, and in which tenants. */
export const session = z.object({ person, tenants: z.array(tenant) }).meta({ id: 'Session' });
export type Session = z.infer<typeof session>;

export const register = operation({
  id: 'register',
  method: 'post',
  path: '/registrations',
  tag: 'identity',
  summary: 'Register a company with its first owner, and sign in',
  description:
    'The books are created in the background; `tenant.state` becomes `active` within seconds. Where the installation can ' +
    'send mail, `tenants` is empty until the e-mail address was confirmed by its link.',
  access: 'public',
  body: z.strictObject({
    company_name: line(200),
    kvk_number: z
      .string()
      .trim()
      .regex(/^\d{8}$/, 'a KvK number has eight digits')
      .nullish(),
    vat_number: z.string().trim().min(1).max(20).nullish(),
    name: line(200),
    email,
    password: newPassword,
    language: language.default('nl'),
  }),
  success: { status: 201, body: session },
  errors: ['email_taken', 'too_many_attempts', 'weak_password'],
});

export const signIn = operation({
  id: 'signIn',
  method: 'post',
  path: '/session',
  tag: 'identity',
  summary: 'Sign in: sets the session cookie',
  description:
    'Where two-step sign-in is on, the right password alone is answered with `code_required`: send it again with `code`.',
  access: 'public',
  body: z.strictObject({ email, password, code: secondStepCode.optional() }),
  success: { status: 200, body: session },
  errors: ['wrong_credentials', 'code_required', 'wrong_code', 'too_many_attempts'],
});

export const readSession = operation({
  id: 'readSession',
  method: 'get',
  path: '/session',
  tag: 'identity',
  summary: 'Who is signed in, and in which tenants',
  access: 'session',
  success: { status: 200, body: session },
});

export const signOut = operation({
  id: 'signOut',
  method: 'delete',
  path: '/session',
  tag: 'identity',
  summary: 'Sign out of this browser',
  access: 'public',
  success: { status: 204 },
});

export const listTenants = operation({
  id: 'listTenants',
  method: 'get',
  path: '/tenants',
  tag: 'identity',
  summary: 'The tenants you belong to, with your role in each',
  access: 'session',
  success: { status: 200, body: z.object({ items: z.array(tenant) }) },
});

export const readTenant = operation({
  id: 'readTenant',
  method: 'get',
  path: '/tenants/{tenant}',
  tag: 'identity',
  summary: 'One tenant, with your role in it',
  access: 'read',
  params: z.object({ tenant: tenantId }),
  success: { status: 200, body: tenant },
});
