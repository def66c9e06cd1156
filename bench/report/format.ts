import type { BenchReport, ComparisonResult, EntryResult, GoalResult } from './report.ts';

/** What stands where nothing was measured. */
const NOTHING = '–';

/** `1.23 s`, or `45.6 ms` below a tenth of a second. */
export function formatSeconds(seconds: number): string {
  return seconds < 0.1 ? `${(seconds * 1000).toFixed(1)} ms` : `${seconds.toFixed(2)} s`;
}

/** `12.3 MB`, in millions of bytes. */
export function formatBytes(bytes: number | null): string {
  return bytes === null
    ? NOTHING
    : `${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: bytes < 100e6 ? 1 : 0 })} MB`;
}

/** Bytes, seconds or a ratio. */
export function formatGoalValue(value: number, { unit }: Pick<GoalResult, 'unit'>): string {
  if (unit === 'ratio') return `${value.toFixed(2)} ×`;
  return unit === 'bytes' ? formatBytes(value) : formatSeconds(value);
}

/** Records a second. */
export function formatRecordRate({ recordsPerSecond }: EntryResult): string {
  return recordsPerSecond === null ? NOTHING : `${Math.round(recordsPerSecond).toLocaleString('en')} /s`;
}

/** Bytes that go in a second. */
export function formatByteRate({ recordsPerSecond }: EntryResult, { records, bytes }: ComparisonResult): string {
  return recordsPerSecond === null ? NOTHING : `${formatBytes((recordsPerSecond * bytes) / records)}/s`;
}

/** Seconds of user and system time. */
export function formatCpu({ cpuSeconds }: EntryResult): string {
  return cpuSeconds === null ? NOTHING : `${cpuSeconds.toFixed(2)} s`;
}

/** What goes into a comparison. */
export function describeVolume({ records, bytes }: ComparisonResult): string {
  return `${records.toLocaleString('en')} records, ${formatBytes(bytes)}`;
}

/** Machine, rounds and what to beware of, in sentences. */
export function describeRun({ machine, tools, rounds, quick, startedAt, leftOut }: BenchReport): string[] {
  const peers = Object.entries(tools).filter(([, version]) => version !== null);
  const { processor, cores, memoryBytes, system, node } = machine;
  return [
    `${startedAt}: ${processor}, ${cores} cores, ${formatBytes(memoryBytes)} of memory, ${system}, Node ${node}.`,
    `Rounds: ${rounds}. Times are medians, memory is the largest peak.`,
    `Peers: ${peers.map(([name, version]) => `${name} ${version}`).join(', ')}.`,
    ...(quick ? ['Little data: start-up weighs too much in these ratios.'] : []),
    ...leftOut,
  ];
}
