// A process that holds a Lease until it is killed: node lease-holder.ts KUBECONFIG NAMESPACE
import { connectCluster } from '../../src/kubernetes/connect-cluster.ts';
import { Elector, leaseResource } from '../../src/kubernetes/lease.ts';
import { ResourceClient } from '../../src/kubernetes/resource-client.ts';

const [kubeconfig = '', namespace = ''] = process.argv.slice(2);
const { api } = connectCluster({ kubeconfig });
new Elector({
  leases: new ResourceClient(api, leaseResource, namespace),
  name: 'operator',
  identity: 'killed',
  timing: { durationMs: 3_000, renewWithinMs: 2_000, retryMs: 300 },
  onGained: () => console.log('leads'),
  onLost: () => process.exit(1),
  onError: (error) => console.error(error),
}).start();
