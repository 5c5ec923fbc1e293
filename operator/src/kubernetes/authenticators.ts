import { spawn, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { RequestOptions } from 'node:https';
import type { User } from '@kubernetes/client-node';
import type { Authenticator } from '@kubernetes/client-node/dist/auth.js';
import { ExecAuth } from '@kubernetes/client-node/dist/exec_auth.js';
import { OpenIDConnectAuth } from '@kubernetes/client-node/dist/oidc_auth.js';
import { z } from 'zod';
import { refreshIdentity, type RefreshedTokens } from './openid-provider.ts';

// Names of our own: the package asks its own authenticators first, and under the usual names they would answer.
const tokenFileProvider = 'a file with a token';
export const oidcProvider = 'an OpenID provider';
const pluginProvider = 'a plugin';

/** A plugin asks nobody at a terminal; a slow cloud answers within this. */
const pluginLimitMs = 30_000;

const tokenFileSchema = z.object({
  name: z.literal(tokenFileProvider),
  config: z.object({ file: z.string() }),
});
const oidcSchema = z.object({ name: z.literal(oidcProvider), config: z.unknown() });

const pluginSchema = z.object({
  name: z.literal(pluginProvider),
  config: z.object({
    plugin: z.looseObject({ command: z.string(), installHint: z.string().optional() }),
  }),
});

/** The `authProvider` of a user for whom a program answers. */
export function pluginOf(plugin: { readonly command: string; readonly env?: object }): object {
  return { name: pluginProvider, config: { plugin } };
}

/** The `authProvider` of a user whose token stands in a file. */
export function tokenFileOf(file: string): z.output<typeof tokenFileSchema> {
  return { name: tokenFileProvider, config: { file } };
}

/** A token in a file that somebody renews, read each time: the package's own keeps one for a minute, refused or not. */
export class TokenFileAuthenticator implements Authenticator {
  isAuthProvider({ authProvider }: User): boolean {
    return tokenFileSchema.safeParse(authProvider).success;
  }

  applyAuthentication({ authProvider }: User, options: RequestOptions): Promise<void> {
    const { config } = tokenFileSchema.parse(authProvider);
    const token = readFileSync(config.file, 'utf8').trim();
    if (!token) throw new Error(`the token file ${config.file} is empty`);
    options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
    return Promise.resolve();
  }
}

/**
 * The package's OpenID Connect with a refresh of our own: its own hands a text to a function that wants a `URL`, and knows
 * no secret of the client. It is a new one each time, because once it has refreshed a token it no longer looks into it
 * for when that is over.
 */
export class OidcAuthenticator implements Authenticator {
  isAuthProvider({ authProvider }: User): boolean {
    return oidcSchema.safeParse(authProvider).success;
  }

  applyAuthentication(user: User, options: RequestOptions): Promise<void> {
    const { config } = oidcSchema.parse(user.authProvider);
    const refresh = (token: string): Promise<RefreshedTokens> => refreshIdentity(config, token);
    return new OpenIDConnectAuth().applyAuthentication(user, options, { refresh });
  }
}

/**
 * The package's plugins, with what it leaves out: an answer that says nothing is refused, as kubectl does, and not kept
 * (the package's own keeps whatever is JSON, and without a time limit never asks again); failures name the plugin.
 */
export class PluginAuthenticator implements Authenticator {
  readonly #limitMs: number;
  #exec = new ExecAuth();

  constructor({ limitMs = pluginLimitMs } = {}) {
    this.#limitMs = limitMs;
  }

  isAuthProvider({ authProvider }: User): boolean {
    return pluginSchema.safeParse(authProvider).success;
  }

  async applyAuthentication({ name, authProvider }: User, options: RequestOptions): Promise<void> {
    const { plugin } = pluginSchema.parse(authProvider).config;
    const given: RequestOptions = {};
    const limit = AbortSignal.timeout(this.#limitMs);
    // The package's own way to start a program knows no end.
    Object.assign(this.#exec, { execFn: startedUntil(limit) });
    try {
      await this.#exec.applyAuthentication({ name, exec: plugin }, given);
      if (!given.headers && !(given.cert && given.key))
        throw new Error('it gave neither a token nor a certificate with its key');
    } catch (error) {
      this.#exec = new ExecAuth(); // it may have kept the answer
      const reason = limit.aborted
        ? `it had not ended after ${this.#limitMs / 1000} s`
        : reasonOf(error) || 'it did not say why';
      const parts = [reason, plugin.installHint].filter(Boolean);
      throw new Error(`the plugin ${plugin.command} gave no credentials: ${parts.join('; ')}`);
    }
    const { cert, key, headers } = given;
    Object.assign(options, cert && key ? { cert, key } : {});
    options.headers = { ...options.headers, ...headers };
  }
}

/** Starts programs that are ended with all that they started themselves, which would keep their output open. */
function startedUntil(limit: AbortSignal) {
  return (command: string, args: readonly string[] = [], options: SpawnOptions = {}) => {
    const child = spawn(command, args, { ...options, stdio: 'pipe', detached: true });
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended, and what it started has left its group: nobody listens to that any more.
      }
      child.stdout.destroy();
      child.stderr.destroy();
    };
    limit.addEventListener('abort', end);
    child.once('close', () => limit.removeEventListener('abort', end));
    return child;
  };
}

/** What cannot be read is not repeated: it may be the token. */
function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError || error instanceof TypeError)
    return 'its answer is not a whole ExecCredential';
  return error instanceof Error ? error.message.trim() : String(error);
}
