import { customResourceDefinition } from '@smart-accounting/operator-contract';
import { stringify } from 'yaml';

/** Where the chart has it; Helm applies what stands in this folder before all else, and never deletes it. */
export const customResourceFile = new URL(
  '../../../charts/smart-accounting/crds/processingjobs.yaml',
  import.meta.url,
);

/** The file as the contract says it must be. */
export function customResourceText(): string {
  const head = '# Made from operator/contract by `npm run crd -w @smart-accounting/operator`.\n';
  return (
    head + stringify(customResourceDefinition(), { lineWidth: 0, aliasDuplicateObjects: false })
  );
}
