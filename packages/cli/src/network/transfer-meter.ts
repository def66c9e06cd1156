import type { TransferProgress } from '@scelle/interconnect/internal';
import type { CommandContext } from '../kernel/context.ts';

const MEGABYTE = 1_000_000;

/** Shows how far a transfer is, how fast it goes, and how long it will take. */
function createMeter({ terminal }: CommandContext, name: string): (progress: TransferProgress) => void {
  const startedAt = performance.now();
  let startedFrom: number | null = null;
  return ({ done, total }) => {
    startedFrom ??= done;
    const seconds = (performance.now() - startedAt) / 1000;
    const rate = (done - startedFrom) / Math.max(seconds, 0.001);
    terminal.progress.show(`${name} ${formatRate(rate)}${formatRest(total - done, rate)}`, done, total);
  };
}

function formatRate(rate: number): string {
  return `${(rate / MEGABYTE).toFixed(1)} MB/s`;
}

function formatRest(bytes: number, rate: number): string {
  if (rate <= 0) return '';
  const seconds = Math.ceil(bytes / rate);
  return ` −${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Shows the progress of several transfers that run at once, each by its name. */
export interface TransferMeters {
  begin(batch: { readonly name: string }): void;
  show(batch: { readonly name: string }, progress: TransferProgress): void;
}

export function createTransferMeters(context: CommandContext): TransferMeters {
  const meters = new Map<string, (progress: TransferProgress) => void>();
  return {
    begin: ({ name }) => void meters.set(name, createMeter(context, name)),
    show: ({ name }, progress) => meters.get(name)?.(progress),
  };
}
