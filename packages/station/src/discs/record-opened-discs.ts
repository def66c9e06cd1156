import { toInstant } from '@scelle/core';
import type { Station } from '../station.ts';
import { type DiscSet, formatDiscs, insertDiscSet } from './disc-sets.ts';
import { type HandOver, toHandOverDetails } from './hand-over.ts';

/** Discs that were in a drive. */
export interface OpenedDiscs {
  readonly set: DiscSet;
  /** Which of them, by what is on them. */
  readonly opened: readonly number[];
  /** What was found of the set by then, such as `needs-discs`. */
  readonly answer: string;
  readonly handOver: HandOver;
}

/** Notes which discs were opened, by whom, and with which seals. Throws the codes of `transaction`. */
export async function recordOpenedDiscs(
  station: Station,
  { set, opened, answer, handOver }: OpenedDiscs,
): Promise<void> {
  const { key, id, party, label, discs } = set;
  await station.exclusively(async () =>
    station.change(() => {
      insertDiscSet(station.database, 'received', set, toInstant(station.environment.now()));
      station.record({
        command: 'media read',
        act: 'discs-opened',
        party,
        result: answer,
        details: { set: key, id, label, opened: formatDiscs(opened), discs, ...toHandOverDetails(handOver) },
      });
    }),
  );
}
