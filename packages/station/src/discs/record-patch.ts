import type { Station } from '../station.ts';

/** Blocks that were written once more for a set. */
export interface SuppliedBlocks {
  readonly setKey: string;
  readonly recipient: string;
  readonly blocks: number;
}

/** Notes a re-supply. Throws the codes of `transaction`. */
export async function recordPatch(station: Station, { setKey, recipient, blocks }: SuppliedBlocks): Promise<void> {
  await station.exclusively(async () =>
    station.change(() =>
      station.record({
        command: 'media patch',
        act: 'blocks-supplied',
        party: recipient,
        result: 'done',
        details: { set: setKey, blocks },
      }),
    ),
  );
}
