import { KubeConfig } from '@kubernetes/client-node';
import { ApiClient } from './api-client.ts';

/**
 * The cluster we run in, or the one of a kubeconfig file, with the namespace whose ProcessingJobs are ours.
 * @param options.kubeconfig a file; absent: `KUBECONFIG`, the user's own file, or the pod's service account
 */
export function connectCluster({
  kubeconfig,
  namespace,
}: { kubeconfig?: string | undefined; namespace?: string | undefined } = {}): {
  api: ApiClient;
  namespace: string;
} {
  const config = new KubeConfig();
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(kubeconfig);
  const own = config.getContextObject(config.getCurrentContext())?.namespace;
  return { api: new ApiClient(config), namespace: namespace ?? own ?? 'default' };
}
