/** What a run took of the machine. */
export interface Usage {
  /** Seconds of user and system time of all processes. */
  readonly cpuSeconds: number;
  /** Peak of resident memory in bytes: summed over the processes of a pipeline, the largest of the steps. */
  readonly peakBytes: number;
}

/** What GNU time writes of each command: its step, user and system seconds, and its peak in KiB. */
export function timeFormat(step: number): string {
  return `${step} %U %S %M`;
}

/** Adds up the lines that were written so. */
export function parseUsage(text: string): Usage {
  let cpuSeconds = 0;
  const peaks = new Map<string, number>();
  for (const line of text.trim().split('\n')) {
    const [step, user, system, peak] = line.split(' ');
    cpuSeconds += Number(user) + Number(system);
    peaks.set(step!, (peaks.get(step!) ?? 0) + Number(peak) * 1024);
  }
  return { cpuSeconds, peakBytes: Math.max(...peaks.values()) };
}
