import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { parse } from 'yaml';
import { z } from 'zod';

/**
 * How to reach an API server, and as whom. What is said in files is read anew each time it is asked for, because
 * tokens and certificates are renewed below us.
 *
 * Kubernetes' own client for JavaScript is not used: it loads a class for each of its kinds, 80 MiB and a second of
 * start for what is said here (`operator/bench/thousand-jobs.ts`).
 */
export interface ClusterAccess {
  readonly server: string;
  /** The namespace of the context, or the one the pod runs in; null when nobody says. */
  readonly namespace: string | null;
  headers(): Record<string, string>;
  tls(): Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername' | 'rejectUnauthorized'>;
}

const podFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The cluster of the file that `KUBECONFIG` names, else of the user's own file, else the one whose pod we are.
 * @throws {Error} when none of them is there, or the file asks for what is not known here
 */
export function defaultAccess(environment: NodeJS.ProcessEnv = process.env): ClusterAccess {
  const { KUBECONFIG: named } = environment;
  if (named) return kubeconfigAccess(named);
  const own = path.join(homedir(), '.kube', 'config');
  return existsSync(own) ? kubeconfigAccess(own) : podAccess(environment);
}

/** As the service account of the pod we run in, whose token Kubernetes renews in its file. */
export function podAccess(environment: NodeJS.ProcessEnv, folder = podFolder): ClusterAccess {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port = '443' } = environment;
  if (!host) throw new Error('there is no cluster: set KUBECONFIG, or run in a pod');
  const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8').trim();
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    namespace: read('namespace'),
    headers: () => bearer(read('token')),
    tls: () => ({ ca: read('ca.crt') }),
  };
}

const clusterSchema = z.object({
  server: z.url(),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.base64().optional(),
  'insecure-skip-tls-verify': z.boolean().default(false),
  'tls-server-name': z.string().optional(),
});
/** Programs that fetch a token are for people at a terminal; who wants one gets a sentence, not a refusal with 401. */
const userSchema = z.object({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-certificate-data': z.base64().optional(),
  'client-key': z.string().optional(),
  'client-key-data': z.base64().optional(),
  exec: z.undefined('users with exec are not known here: use a token or a certificate').optional(),
});
const contextSchema = z.object({
  cluster: z.string(),
  user: z.string(),
  namespace: z.string().optional(),
});
const kubeconfigSchema = z.object({
  'current-context': z.string(),
  clusters: z.array(z.object({ name: z.string(), cluster: clusterSchema })),
  users: z.array(z.object({ name: z.string(), user: userSchema })),
  contexts: z.array(z.object({ name: z.string(), context: contextSchema })),
});

/** As the current context of a kubeconfig says. Paths in it are from the file's own folder. */
export function kubeconfigAccess(file: string): ClusterAccess {
  const config = kubeconfigSchema.parse(parse(readFileSync(file, 'utf8')));
  const { context } = find(config.contexts, config['current-context'], file);
  const { cluster } = find(config.clusters, context.cluster, file);
  const { user } = find(config.users, context.user, file);
  const read = (name: string): string =>
    readFileSync(path.resolve(path.dirname(file), name), 'utf8');
  const either = (data: string | undefined, name: string | undefined): string | undefined =>
    data === undefined ? name && read(name) : Buffer.from(data, 'base64').toString();
  return {
    server: cluster.server.replace(/\/$/, ''),
    namespace: context.namespace ?? null,
    headers: () => {
      const token = user.tokenFile === undefined ? user.token : read(user.tokenFile).trim();
      return token === undefined ? {} : bearer(token);
    },
    tls: () => ({
      ca: either(cluster['certificate-authority-data'], cluster['certificate-authority']),
      cert: either(user['client-certificate-data'], user['client-certificate']),
      key: either(user['client-key-data'], user['client-key']),
      rejectUnauthorized: !cluster['insecure-skip-tls-verify'],
      ...(cluster['tls-server-name'] === undefined
        ? {}
        : { servername: cluster['tls-server-name'] }),
    }),
  };
}

function find<T extends { readonly name: string }>(
  all: readonly T[],
  name: string,
  file: string,
): T {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`${file}: there is no ${name}`);
  return found;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}
