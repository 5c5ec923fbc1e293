import { ApiClient } from './api-client.ts';
import { ClusterConnection } from './cluster-connection.ts';
import { defaultPlace, filesPlace } from './cluster-place.ts';

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
  const place = kubeconfig === undefined ? defaultPlace() : filesPlace([kubeconfig]);
  const connection = new ClusterConnection(place);
  return {
    api: new ApiClient(connection),
    namespace: namespace ?? connection.namespace ?? 'default',
  };
}
