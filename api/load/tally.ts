// Run by k6: the lines that a script ends with.

interface Metric {
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** One line for the requests in all, and one for each metric that has a goal. */
export function handleSummary({ metrics }: { metrics: Readonly<Record<string, Metric>> }): {
  stdout: string;
} {
  const requests = metrics['http_reqs']?.values ?? {};
  const lines = [
    `  ${requests['count'] ?? 0} requests, ${(requests['rate'] ?? 0).toFixed(1)} a second`,
    ...Object.entries(metrics).flatMap(([name, metric]) =>
      Object.entries(metric.thresholds ?? {}).map(
        ([goal, { ok }]) => `  ${ok ? '✓' : '✗'} ${name} ${goal} (${figures(metric.values)})`,
      ),
    ),
  ];
  return { stdout: `${lines.join('\n')}\n` };
}

function figures(values: Metric['values']): string {
  const wanted = ['rate', 'med', 'p(95)', 'max', 'count'].filter((name) => name in values);
  return wanted.map((name) => `${name} ${Number(values[name]?.toPrecision(3))}`).join(', ');
}
