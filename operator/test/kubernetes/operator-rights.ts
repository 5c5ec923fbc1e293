import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { TestCluster } from './test-cluster.ts';

const file = new URL('../../../charts/smart-accounting/files/operator-rules.yaml', import.meta.url);

/** Gives the user `operator` the rights that the chart gives the operator, and no other. */
export async function allowOperator(cluster: TestCluster, namespace: string): Promise<void> {
  const rules: unknown = parse(readFileSync(file, 'utf8'));
  const path = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
  const metadata = { name: 'operator' };
  const group = 'rbac.authorization.k8s.io';
  const binding = {
    metadata,
    roleRef: { apiGroup: group, kind: 'Role', name: 'operator' },
    subjects: [{ apiGroup: group, kind: 'User', name: 'operator' }],
  };
  const post = (kind: string, body: object) =>
    cluster.api.request({ method: 'POST', path: `${path}/${kind}`, body }, z.unknown());
  await post('roles', { metadata, rules });
  await post('rolebindings', binding);
}
