import { problemStatuses } from '../protocol/problem.ts';

/** The counts of a receiver, as Prometheus reads them. Source: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Metrics {
  /** Adds to a count; the labels are words of ours, never of a peer. */
  add(name: CounterName, amount?: number, labels?: Labels): void;
  /** Enters how long something took, in seconds. */
  observe(name: HistogramName, seconds: number): void;
  /** The text of all counts. */
  render(): Promise<string>;
}

/** What tells the series of a count apart, by name. */
export type Labels = Readonly<Record<string, string>>;

export const admissionDecisions = ['known', 'stranger', 'expired', 'too-many'] as const;

export const handshakeFailures = ['old-tls', 'no-tls', 'timeout', 'closed', 'other'] as const;

export const dropReasons = ['address-crowded', 'receiver-crowded', 'receiver-full'] as const;

const statuses = [
  '200',
  '201',
  '204',
  '206',
  '400',
  '403',
  '404',
  '408',
  '409',
  '413',
  '422',
  '429',
  '431',
  '500',
  '503',
  '507',
];

/**
 * What is counted, and by which words. A series begins at zero with the receiver: what did not exist before its first
 * event would not be seen to grow by it.
 */
const counters = {
  scelle_connections_total: {
    help: 'TLS connections, by whether the certificate is known.',
    series: { certificate: admissionDecisions },
  },
  scelle_connections_dropped_total: {
    help: 'Connections that were cut because too many were open, by where.',
    series: { reason: dropReasons },
  },
  scelle_handshakes_failed_total: {
    help: 'TLS handshakes that came to nothing, by why.',
    series: { reason: handshakeFailures },
  },
  scelle_requests_total: { help: 'Requests, by status.', series: { status: statuses } },
  scelle_refusals_total: {
    help: 'What was refused to peers, by code.',
    series: { code: Object.keys(problemStatuses) },
  },
  scelle_failures_total: { help: 'What failed here; the log has its kind.', series: null },
  scelle_announcements_total: {
    help: 'Announcements, by answer.',
    series: { answer: ['wanted', 'known', 'refused'] },
  },
  scelle_upload_bytes_total: { help: 'Bytes of batches that were received.', series: null },
  scelle_batches_total: {
    help: 'Batches that arrived whole, by what became of them.',
    series: { outcome: ['accepted', 'held', 'rejected', 'duplicate'] },
  },
} as const satisfies Record<string, { help: string; series: Readonly<Record<string, readonly string[]>> | null }>;

/**
 * The names of the counts.
 * @useDeclaredType
 */
export type CounterName = keyof typeof counters;

const histograms = {
  scelle_request_seconds: 'Time spent on requests.',
  scelle_delivery_seconds: 'Time from the last byte of a batch to its receipt.',
} as const;

/**
 * The names of what is measured each time.
 * @useDeclaredType
 */
export type HistogramName = keyof typeof histograms;

/** Upper bounds of the classes, in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600] as const;

/** What is measured at the moment of asking. */
export interface Gauge {
  readonly name: string;
  readonly help: string;
  /** A value, or one for each set of labels; what cannot be told is left out. */
  readonly read: () => GaugeValue | Promise<GaugeValue>;
}

export type GaugeValue = number | null | readonly { readonly labels: Labels; readonly value: number }[];

/** Counts that begin at zero, beside gauges. */
export function createMetrics(gauges: readonly Gauge[]): Metrics {
  const names = Object.keys(counters) as CounterName[];
  const counts = new Map(names.map((name) => [name, beginSeries(name)] as const));
  const durations = new Map(
    (Object.keys(histograms) as HistogramName[]).map((name) => [
      name,
      { sum: 0, count: 0, classes: BOUNDS.map(() => 0) },
    ]),
  );

  function renderCounter(name: CounterName): string[] {
    const series = [...counts.get(name)!].map(([labels, count]) => `${name}${labels} ${count}`);
    return [...head(name, counters[name].help, 'counter'), ...series];
  }

  function renderHistogram(name: HistogramName): string[] {
    const { sum, count, classes } = durations.get(name)!;
    const buckets = BOUNDS.map((bound, index) => `${name}_bucket{le="${bound}"} ${classes[index]}`);
    const rest = [`${name}_bucket{le="+Inf"} ${count}`, `${name}_sum ${sum}`, `${name}_count ${count}`];
    return [...head(name, histograms[name], 'histogram'), ...buckets, ...rest];
  }

  return {
    add(name, amount = 1, labels = {}) {
      const series = counts.get(name)!;
      const key = formatLabels(labels);
      series.set(key, (series.get(key) ?? 0) + amount);
    },
    observe(name, seconds) {
      const duration = durations.get(name)!;
      duration.sum += seconds;
      duration.count += 1;
      for (const [index, bound] of BOUNDS.entries()) if (seconds <= bound) duration.classes[index]! += 1;
    },
    async render() {
      const measured = await Promise.all(gauges.map(renderGauge));
      const lines = [...names.flatMap(renderCounter), ...[...durations.keys()].flatMap(renderHistogram)];
      return `${[...lines, ...measured.flat()].join('\n')}\n`;
    },
  };
}

function beginSeries(name: CounterName): Map<string, number> {
  const { series } = counters[name];
  if (series === null) return new Map([['', 0]]);
  const [[label, words]] = Object.entries(series) as [[string, readonly string[]]];
  return new Map(words.map((word) => [formatLabels({ [label]: word }), 0]));
}

async function renderGauge({ name, help, read }: Gauge): Promise<string[]> {
  const value = await readValue(read);
  if (value === null) return [];
  const samples = typeof value === 'number' ? [{ labels: {}, value }] : value;
  return [...head(name, help, 'gauge'), ...samples.map((each) => `${name}${formatLabels(each.labels)} ${each.value}`)];
}

/** Where one thing cannot be told, the others are all the more wanted. */
async function readValue(read: Gauge['read']): Promise<GaugeValue> {
  try {
    return await read();
  } catch {
    return null;
  }
}

function head(name: string, help: string, type: 'counter' | 'gauge' | 'histogram'): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`];
}

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
