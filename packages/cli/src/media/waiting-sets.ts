import { listWaitingSets, type WaitingReason, type WaitingSet } from '@scelle/media';

/** A set of which discs were read at a station and something is missing, as it is shown. */
export interface ShownSet {
  readonly key: string;
  /** Who made it; null where the session does not tell. */
  readonly sender: string | null;
  readonly label: string | null;
  readonly reason: WaitingReason;
  /** Names of the batches and receipts that are missing, of how many. */
  readonly missing: readonly string[];
  readonly items: number;
  readonly neededDiscs: readonly number[];
  /** When something of it was read for the last time. */
  readonly since: string;
}

/** The sets that wait in a folder of sessions. */
export async function listShownSets(folder: string): Promise<readonly ShownSet[]> {
  return (await listWaitingSets(folder)).map(toShownSet);
}

/** Without what only programs read. */
export function toShownSet({ description, ...set }: WaitingSet): ShownSet {
  const { sender = null, label = null, items = [] } = description ?? {};
  return { ...set, sender, label, items: items.length };
}

const MOST_NAMES = 3;

/** The first few of many names. */
export function someNames(names: readonly string[]): string {
  return names.length > MOST_NAMES ? `${names.slice(0, MOST_NAMES).join(', ')} …` : names.join(', ');
}
