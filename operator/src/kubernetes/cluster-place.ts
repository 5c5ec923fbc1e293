import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { ClusterConfig } from './cluster-config.ts';

/** Where it says how an API server is reached, and as whom. */
export interface ClusterPlace {
  /** @throws {Error} when it does not say that */
  load(): ClusterConfig;
  /** Differs when what `load` gives may differ. What stands in files that the configuration names is not meant. */
  version(): string;
}

/**
 * The files that `KUBECONFIG` names, else the user's own file, else the pod we run in.
 * @throws {Error} when none of them is there
 */
export function defaultPlace(environment: NodeJS.ProcessEnv = process.env): ClusterPlace {
  const named = (environment['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean);
  if (named.length > 0) return filesPlace(named);
  const own = path.join(homedir(), '.kube', 'config');
  if (existsSync(own)) return filesPlace([own]);
  if (!environment['KUBERNETES_SERVICE_HOST'])
    throw new Error('there is no cluster: set KUBECONFIG, or run in a pod');
  return podPlace();
}

/** Kubeconfig files; of several, those that are not there are left out, as kubectl does. */
export function filesPlace(files: readonly string[]): ClusterPlace {
  const present = (): readonly string[] => {
    const there = files.filter((file) => existsSync(file));
    return there.length > 0 ? there : files;
  };
  return {
    load: () => {
      const config = new ClusterConfig();
      config.loadFromFiles(present());
      return config;
    },
    version: () =>
      present()
        .map((file) => `${file} ${statSync(file).mtimeMs}`)
        .join(),
  };
}

/** The pod we run in. @param root the folder that is `/` to it; for tests */
export function podPlace(root = ''): ClusterPlace {
  return {
    load: () => {
      const config = new ClusterConfig();
      config.loadFromCluster(root);
      return config;
    },
    version: () => 'pod',
  };
}
