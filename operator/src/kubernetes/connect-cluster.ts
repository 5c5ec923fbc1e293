import { ApiClient } from './api-client.ts';
import { defaultAccess, kubeconfigAccess } from './cluster-access.ts';

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
  const access = kubeconfig === undefined ? defaultAccess() : kubeconfigAccess(kubeconfig);
  return { api: new ApiClient(access), namespace: namespace ?? access.namespace ?? 'default' };
}
