import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { User } from '@kubernetes/client-node';
// Not from the package's index, which loads watch, exec, port forwarding and metrics, too: 10 MiB that nobody here uses.
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { ActionOnInvalid } from '@kubernetes/client-node/dist/config_types.js';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  OidcAuthenticator,
  oidcProvider,
  PluginAuthenticator,
  pluginOf,
  TokenFileAuthenticator,
  tokenFileOf,
} from './authenticators.ts';

const providerSchema = z.looseObject({
  name: z.string(),
  config: z.looseObject({ 'idp-certificate-authority': z.string().optional() }).nullish(),
});
type Provider = z.output<typeof providerSchema>;
const podProviderSchema = z.object({ config: z.object({ tokenFile: z.string() }) });
const execSchema = z.looseObject({
  command: z.string(),
  apiVersion: z.string(),
  provideClusterInfo: z.boolean().optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
});
/** Fields of a user that the package drops, or does not resolve from the file's own folder. */
const userSchema = z.object({
  tokenFile: z.string().optional(),
  'as-uid': z.string().optional(),
  'as-groups': z.array(z.string()).nullish(),
  'as-user-extra': z.record(z.string(), z.array(z.string())).nullish(),
  exec: z.looseObject({ command: z.string().optional() }).nullish(),
  'auth-provider': providerSchema.nullish(),
});
const fileSchema = z.looseObject({
  users: z.array(z.object({ name: z.string(), user: userSchema.nullish() })).nullish(),
});

/** With any other name the package would send requests as nobody. */
const providers = ['oidc', 'gcp', 'azure'];
const serverSchemes = ['https:', 'http:'];
const proxySchemes = [...serverSchemes, 'socks5:', 'socks5h:', 'socks:'];

/** Headers of a request; several values are sent as several lines. */
export type Headers = Record<string, string | string[]>;

/**
 * The package's `KubeConfig`, completed where it differs from kubectl: files beside the kubeconfig are looked for in its
 * folder and read each time, data goes before a file, `tokenFile` is known, a user is impersonated with groups, uid and
 * extras, plugins learn of the cluster, and entries that lack a part hold up nobody who does not use them.
 */
export class ClusterConfig extends KubeConfig {
  readonly #impersonation = new Map<string, Headers>();
  readonly #providers = new Map<string, Provider>();

  constructor() {
    super();
    this.addAuthenticator(new TokenFileAuthenticator());
    this.addAuthenticator(new OidcAuthenticator());
    this.addAuthenticator(new PluginAuthenticator());
  }

  /**
   * As kubectl merges several files: what the first one of them names holds.
   * The package's own `loadFromDefault` refuses a name that occurs twice, and takes the last file's context.
   * @throws {Error} when one of them cannot be read, or the current context lacks a cluster or user
   */
  loadFromFiles(files: readonly string[]): void {
    for (const file of files) {
      const one = new ClusterConfig();
      one.loadFromFile(file);
      this.#mergeFirst(one);
    }
    const where = `${files.join(', ')}: context ${this.currentContext || '(none)'}`;
    const cluster = this.getCurrentCluster();
    if (!cluster) throw new Error(`${where} names no cluster that is there`);
    checkAddress(`${where}: server`, cluster.server, serverSchemes);
    if (cluster.proxyUrl) checkAddress(`${where}: proxy-url`, cluster.proxyUrl, proxySchemes);
    const current = this.getCurrentUser();
    if (!current) throw new Error(`${where} names no user that is there`);
    const provider = this.#providers.get(current.name);
    if (provider) checkProvider(`${where}: auth-provider`, provider);
    this.users = [this.#informPlugin(current, where)];
  }

  override loadFromFile(file: string): void {
    try {
      this.#loadWhole(file);
    } catch (error) {
      const reason = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      const [sentence = ''] = reason.split(/:?\n\n/); // below it stands the line, perhaps with a secret
      throw new Error(`${file}: ${sentence}`);
    }
  }

  #loadWhole(file: string): void {
    const text = readFileSync(file, 'utf8');
    const content: unknown = parse(text);
    const { users } = fileSchema.parse(content ?? {});
    // kubectl takes an empty file.
    this.loadFromString(content === null ? '{}' : text, { onInvalidEntry: ActionOnInvalid.FILTER });
    const folder = path.dirname(path.resolve(file));
    this.makePathsAbsolute(folder);
    this.clusters = this.clusters.map((cluster) =>
      cluster.caData ? { ...cluster, caFile: '' } : cluster,
    );
    this.users = this.users.map((user) => {
      const said = users?.find(({ name }) => name === user.name)?.user ?? {};
      this.#impersonation.set(user.name, impersonationOf(said));
      if (said['auth-provider']) this.#providers.set(user.name, said['auth-provider']);
      return completed(user, said, folder);
    });
  }

  /** As the service account of the pod we run in, whose token Kubernetes renews in its file. */
  override loadFromCluster(pathPrefix?: string): void {
    super.loadFromCluster(pathPrefix);
    // The package reads the file every minute only, even when the token in hand was refused.
    this.users = this.users.map((user) => {
      const { tokenFile } = podProviderSchema.parse(user.authProvider).config;
      return { ...user, authProvider: tokenFileOf(tokenFile) };
    });
  }

  /** The headers that say on whose behalf the current user acts, beside `Impersonate-User`, which the package sets. */
  get impersonationHeaders(): Headers {
    return this.#impersonation.get(this.getCurrentUser()?.name ?? '') ?? {};
  }

  #mergeFirst(other: ClusterConfig): void {
    const isNew =
      (known: readonly { readonly name: string }[]) =>
      ({ name }: { readonly name: string }): boolean =>
        !known.some((one) => one.name === name);
    other.clusters = other.clusters.filter(isNew(this.clusters));
    other.users = other.users.filter(isNew(this.users));
    other.contexts = other.contexts.filter(isNew(this.contexts));
    for (const { name } of other.users) {
      this.#impersonation.set(name, other.#impersonation.get(name) ?? {});
      const provider = other.#providers.get(name);
      if (provider) this.#providers.set(name, provider);
    }
    this.mergeConfig(other, Boolean(this.currentContext));
  }

  /** kubectl tells a plugin what is asked of it in this variable, and plugins of the big clouds refuse to run without. */
  #informPlugin(user: User, where: string): User {
    if (!user.exec) return user;
    const said = execSchema.safeParse(user.exec);
    if (!said.success)
      throw new Error(`${where} has a user whose plugin: ${z.prettifyError(said.error)}`);
    const exec = said.data;
    const value = JSON.stringify({
      apiVersion: exec.apiVersion,
      kind: 'ExecCredential',
      spec: { interactive: false, ...(exec.provideClusterInfo ? this.#clusterInfo() : {}) },
    });
    const env = [...(exec.env ?? []), { name: 'KUBERNETES_EXEC_INFO', value }];
    return { ...user, exec: null, authProvider: pluginOf({ ...exec, env }) };
  }

  #clusterInfo(): object {
    const cluster = this.getCurrentCluster();
    if (!cluster) return {};
    const { server, tlsServerName, skipTLSVerify, caData, caFile, proxyUrl } = cluster;
    const authority = caFile ? readFileSync(caFile).toString('base64') : caData;
    return {
      cluster: {
        server,
        'tls-server-name': tlsServerName,
        'insecure-skip-tls-verify': skipTLSVerify,
        'certificate-authority-data': authority,
        'proxy-url': proxyUrl,
      },
    };
  }
}

/** The address is not repeated: it may hold a password. */
function checkAddress(where: string, address: string, schemes: readonly string[]): void {
  if (!URL.canParse(address) || !schemes.includes(new URL(address).protocol))
    throw new Error(`${where} must be a URL that begins with ${schemes.join('//, ')}//`);
}

function checkProvider(where: string, { name, config }: Provider): void {
  if (!providers.includes(name))
    throw new Error(`${where} ${name} is not known; known are ${providers.join(', ')}, and exec`);
  if (!config) throw new Error(`${where} ${name} has no config`);
}

function completed(user: User, said: z.output<typeof userSchema>, folder: string): User {
  const { tokenFile, exec } = said;
  const provider = said['auth-provider'];
  return {
    ...user,
    ...(user.certData ? { certFile: '' } : {}),
    ...(user.keyData ? { keyFile: '' } : {}),
    ...(exec ? { exec: withCommand(exec, folder) } : {}),
    ...(provider?.name === 'oidc' ? { authProvider: oidcOf(provider, folder) } : {}),
    ...(tokenFile === undefined
      ? {}
      : {
          token: '', // of the two, kubectl takes the file's
          authProvider: tokenFileOf(path.resolve(folder, tokenFile)),
        }),
  };
}

/** A command with a slash is a path; without, one of PATH. */
function withCommand<E extends { command?: string | undefined }>(exec: E, folder: string): E {
  return exec.command?.includes('/')
    ? { ...exec, command: path.resolve(folder, exec.command) }
    : exec;
}

function oidcOf({ config }: Provider, folder: string): object {
  const authority = config?.['idp-certificate-authority'];
  const file = authority && { 'idp-certificate-authority': path.resolve(folder, authority) };
  return { name: oidcProvider, config: { ...config, ...(file || {}) } };
}

function impersonationOf(said: z.output<typeof userSchema>): Headers {
  const extras: Headers = {};
  for (const [key, values] of Object.entries(said['as-user-extra'] ?? {}))
    extras[`Impersonate-Extra-${encodeURIComponent(key)}`] = values;
  const groups = said['as-groups'] ?? [];
  const uid = said['as-uid'];
  return {
    ...(groups.length > 0 ? { 'Impersonate-Group': groups } : {}),
    ...(uid ? { 'Impersonate-Uid': uid } : {}),
    ...extras,
  };
}
