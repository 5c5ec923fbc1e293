import { type Operation, type Permission, scopes } from '@smart-accounting/api-contract';
import type { Member, SignedIn } from '@smart-accounting/database/people/sessions/signed-in';
import { lacksTwoStep } from '@smart-accounting/database/people/members/require-two-step';
import { withLogContext } from '@smart-accounting/monitoring';
import { tenantIdSchema } from '@smart-accounting/worker-contract';
import type { Request } from 'express';
import { bearerToken } from '../api-keys/bearer-token.ts';
import { sessionToken } from '../identity/session-cookie.ts';
import { mayDo } from './access.ts';
import { Refusal } from '@smart-accounting/database/refusal';
import type { Caller } from './route.ts';
import type { Services } from './services.ts';

/**
 * Who calls, and whether they may: 401 without a session, 404 for a tenant that is not theirs (as for one that does
 * not exist), 403 for what their role may not, for what is the platform operators', while the tenant is suspended and
 * without the second step that it asks for,
 * 409 while the books are being created.
 */
export async function authorize(
  operation: Operation,
  request: Request,
  services: Services,
): Promise<Caller> {
  const { access } = operation;
  const key = bearerToken(request);
  if (key !== null && access !== 'public' && access !== 'session' && access !== 'operator')
    return authorizeProgram(operation, access, request, key, services);

  refuseForeignOrigin(request);
  const token = key === null ? sessionToken(request) : null;
  const signedIn = token ? await services.sessions.find(token) : null;
  if (access === 'public') return { signedIn, tenant: null, role: null, keyId: null };
  if (!signedIn) throw new Refusal('not_signed_in');
  if (access === 'session') return { signedIn, tenant: null, role: null, keyId: null };
  if (access === 'operator') {
    if (!signedIn.platformOperator) throw new Refusal('forbidden');
    return { signedIn, tenant: null, role: null, keyId: null };
  }

  const tenant = tenantIdSchema.safeParse(request.params['tenant']);
  const member = tenant.success ? signedIn.memberships.get(tenant.data) : undefined;
  return inTenant(operation, access, signedIn, member, null);
}

/** What a caller who was let in showed: the key of a program, else the token of a session. */
export function secretOf(request: Request): string {
  return bearerToken(request) ?? sessionToken(request) ?? '';
}

/**
 * The same question once more, with an answer that is not from memory: what takes long may end after the caller has
 * lost the right to it.
 */
export async function authorizeAgain(
  operation: Operation,
  request: Request,
  services: Services,
): Promise<void> {
  const secret = secretOf(request);
  services.sessions.forget(secret);
  services.apiKeys.forget(secret);
  await authorize(operation, request, services);
}

/**
 * A key works below its own tenant only, for its scopes, and for what the person who made it may still do. No browser
 * sends one by itself, so it needs no Origin; a cookie beside it counts for nothing.
 */
async function authorizeProgram(
  operation: Operation,
  access: Permission,
  request: Request,
  key: string,
  { apiKeys }: Services,
): Promise<Caller> {
  const program = await apiKeys.find(key);
  if (!program) throw new Refusal('invalid_api_key');
  const member = program.tenant === request.params['tenant'] ? program.member : undefined;
  const scope = scopes.find((one) => one === access);
  if (member && !(scope && program.scopes.includes(scope))) throw new Refusal('forbidden');
  return inTenant(operation, access, program.signedIn, member, program.keyId);
}

function inTenant(
  operation: Operation,
  access: Permission,
  signedIn: SignedIn,
  member: Member | undefined,
  keyId: string | null,
): Caller {
  if (!member) throw new Refusal('not_found');
  const { tenant, role, state } = member;
  if (!mayDo(role, access)) throw new Refusal('forbidden');
  const stateIsTheQuestion = operation.path === '/tenants/{tenant}';
  if (state === 'creating' && !stateIsTheQuestion)
    throw new Refusal('tenant_not_ready', { retry_after: 1 });
  if (state === 'suspended' && !stateIsTheQuestion) throw new Refusal('tenant_suspended');
  if (lacksTwoStep(signedIn, member) && !stateIsTheQuestion) throw new Refusal('two_step_required');
  return { signedIn, tenant, role, keyId };
}

/** A browser names the site a write comes from; only our own may write with the person's cookie. */
function refuseForeignOrigin(request: Request): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
  const origin = request.get('Origin');
  if (origin === undefined) return;
  if (origin !== `${request.protocol}://${request.get('Host') ?? ''}`)
    throw new Refusal('foreign_origin');
}

/** Runs `work` with the tenant of the address in its log lines. */
export function withTenantInLog<T>(request: Request, work: () => T): T {
  const tenant = /\/tenants\/([a-z][a-z0-9]{11})(\/|$)/.exec(request.path)?.[1];
  return tenant ? withLogContext({ tenant }, work) : work();
}
