import type { RequestOptions } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import type { Cluster } from '@kubernetes/client-node';
import type { DispatcherOptions } from '@kubernetes/client-node/dist/config.js';
import { Agent, type Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { z } from 'zod';
import { checkAuthority } from './certificate-authority.ts';
import type { ClusterConfig, Headers } from './cluster-config.ts';
import type { ClusterPlace } from './cluster-place.ts';

/** As whom a request is sent, and over which connections. */
export interface Identity {
  readonly headers: Headers;
  readonly dispatcher: Dispatcher;
}

/** undici makes one value of several in HTTP/2, `a, b`, which is another group: whoever has groups keeps to HTTP/1.1. */
type WayOptions = DispatcherOptions & { readonly allowH2: boolean };

/** Credentials that are refused again and again are made anew at most so often: a plugin may ask a person or a cloud. */
const reloadMs = 1_000;

const headersSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/**
 * Connections to one API server, all of one dispatcher, which is only replaced when certificates changed or it failed.
 * The package's own `applySecurityAuthentication` makes one for each request: none of its connections is used twice.
 */
export class ClusterConnection {
  readonly #place: ClusterPlace;
  readonly #identityMs: number;
  #config: ClusterConfig;
  #version: string;
  #identity: { readonly identity: Identity; readonly sinceMs: number } | null = null;
  #renewal: Promise<Identity> | null = null;
  #reloadedMs = -Infinity;
  #open: { readonly dispatcher: Dispatcher; readonly options: WayOptions } | null = null;

  /** @param options.identityMs after so long what stands in files is read again, and plugins are asked whether theirs still holds */
  constructor(place: ClusterPlace, { identityMs = 10_000 } = {}) {
    this.#place = place;
    this.#identityMs = identityMs;
    this.#version = place.version();
    this.#config = place.load();
  }

  /** The API server's address, without a slash at its end. */
  get server(): string {
    return this.#config.getCurrentCluster()?.server ?? '';
  }

  /** The namespace of the context, or the one the pod runs in; null when nobody says. */
  get namespace(): string | null {
    const context = this.#config.getContextObject(this.#config.currentContext);
    return context?.namespace?.trim() || null;
  }

  /** Who we are now. May take as long as a plugin takes that fetches a token. */
  async identity(): Promise<Identity> {
    const { identity, sinceMs } = this.#identity ?? {};
    if (identity && performance.now() - (sinceMs ?? 0) < this.#identityMs) return identity;
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = null));
    return this.#renewal;
  }

  /** The API server does not know this identity: its token may be over before its time. @returns whether there may be another */
  refused(identity: Identity): boolean {
    if (this.#identity?.identity !== identity) return true;
    if (performance.now() - this.#reloadedMs < reloadMs) return false;
    this.#reloadedMs = performance.now();
    this.#version = ''; // with the configuration the tokens go that its plugins gave
    this.#identity = null;
    return true;
  }

  /** A request over these connections failed. Those that others have opened since are left alone. */
  broken({ dispatcher }: Identity): void {
    if (this.#open?.dispatcher !== dispatcher) return;
    this.#identity = null;
    this.#drop();
  }

  /** Ends connections nobody uses any more. */
  async close(): Promise<void> {
    await this.#open?.dispatcher.destroy();
    this.#open = null;
    this.#identity = null;
  }

  async #renew(): Promise<Identity> {
    const version = this.#place.version();
    if (version !== this.#version) this.#config = this.#place.load();
    this.#version = version;
    const options: RequestOptions = {};
    await this.#config.applyToHTTPSOptions(options);
    const { ca, cert, key, servername, rejectUnauthorized = true } = options;
    const headers = this.#headers(options);
    const cluster = this.#config.getCurrentCluster();
    if (cluster && rejectUnauthorized) checkAuthorityOf(cluster, ca);
    const tls = { ca, cert, key, servername, rejectUnauthorized };
    const dispatcher = this.#connections({
      ...this.#config.createDispatcherOptions(cluster, tls),
      allowH2: !Object.values(headers).some((value) => Array.isArray(value)),
    });
    const identity = { headers, dispatcher };
    this.#identity = { identity, sinceMs: performance.now() };
    return identity;
  }

  #headers(options: RequestOptions): Headers {
    const headers = headersSchema.parse(options.headers ?? {});
    const { username, password } = this.#config.getCurrentUser() ?? {};
    // The package leaves it to Node's own client, as `auth`, to make a header of these.
    const basic = Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64');
    return {
      ...(username ? { Authorization: `Basic ${basic}` } : {}),
      ...headers,
      ...this.#config.impersonationHeaders,
    };
  }

  #connections(options: WayOptions): Dispatcher {
    if (this.#open && !isDeepStrictEqual(this.#open.options, options)) this.#drop();
    this.#open ??= { dispatcher: dispatcherOf(options), options };
    return this.#open.dispatcher;
  }

  /** Who still waits for an answer on the old connections may get it. */
  #drop(): void {
    this.#open?.dispatcher.close().catch(() => {}); // it was being given up
    this.#open = null;
  }
}

/** A file may be empty for a moment, while somebody writes it: it is read again for the next request. */
function checkAuthorityOf({ name, caFile, caData }: Cluster, ca: RequestOptions['ca']): void {
  if (!caFile && !caData) return; // one of those that Node knows
  const where = caFile || `certificate-authority-data of cluster ${name}`;
  checkAuthority(typeof ca === 'string' || Buffer.isBuffer(ca) ? ca : '', where);
}

/** What the package does with these options in a method of its own that nobody else may call. */
function dispatcherOf(options: WayOptions): Dispatcher {
  switch (options.type) {
    case 'proxy':
      return new ProxyAgent(options);
    case 'socks':
      // kubectl's socks5h: the proxy looks the name up. So it does for socks5 here.
      return new Socks5ProxyAgent(options.uri.replace(/^socks5h:/, 'socks5:'), {
        requestTls: options.requestTls,
      });
    case 'agent':
      return new Agent({ connect: options.connect, allowH2: options.allowH2 });
    case 'none':
      return new Agent({ allowH2: options.allowH2 });
  }
}
