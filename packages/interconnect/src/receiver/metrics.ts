/** The counts of a receiver, as Prometheus reads them. Source: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Metrics {
  /** Adds to a count; the labels are words of ours, never of a peer. */
  add(name: MetricName, amount?: number, labels?: Readonly<Record<string, string>>): void;
  /** The text of all counts. */
  render(): string;
}

/** What is counted, and how it is called. */
const counted = {
  scelle_connections_total: 'TLS connections, by whether the certificate is known.',
  scelle_requests_total: 'Requests, by status.',
  scelle_request_seconds_total: 'Time spent on requests.',
  scelle_announcements_total: 'Announcements, by answer.',
  scelle_upload_bytes_total: 'Bytes of batches that were received.',
  scelle_batches_total: 'Batches that arrived whole, by what became of them.',
  scelle_delivery_seconds_total: 'Time from the last byte of a batch to its receipt.',
} as const;

/** The names of the counts. */
export type MetricName = keyof typeof counted;

/** What is measured at the moment of asking. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

/** Counts that begin at zero, beside gauges. */
export function createMetrics(gauges: readonly Gauge[]): Metrics {
  const counts = new Map<MetricName, Map<string, number>>();

  function renderCount(name: MetricName): string[] {
    const series = [...(counts.get(name) ?? new Map([['', 0]]))].map(([labels, count]) => `${name}${labels} ${count}`);
    return [`# HELP ${name} ${counted[name]}`, `# TYPE ${name} counter`, ...series];
  }

  return {
    add(name, amount = 1, labels = {}) {
      const series = counts.get(name) ?? new Map<string, number>();
      counts.set(name, series);
      const key = formatLabels(labels);
      series.set(key, (series.get(key) ?? 0) + amount);
    },
    render() {
      const names = Object.keys(counted) as MetricName[];
      const lines = gauges.flatMap(({ name, help, read }) => [
        `# HELP ${name} ${help}`,
        `# TYPE ${name} gauge`,
        `${name} ${read()}`,
      ]);
      return `${[...names.flatMap(renderCount), ...lines].join('\n')}\n`;
    },
  };
}

function formatLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
