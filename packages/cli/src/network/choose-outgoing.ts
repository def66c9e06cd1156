import { basename } from 'node:path';
import { findCurrentCard, findSentByName, listOutgoing, type OutgoingBatch, StationError } from '@scelle/station';
import { CliError } from '../errors/cli-error.ts';
import type { Desk } from '../station/open-desk.ts';

/** Which batches are to be sent. */
export interface OutgoingChoice {
  /** Names or files; none for all that are not acknowledged. */
  readonly names: readonly string[];
  /** Only those for this peer. */
  readonly to?: string | undefined;
}

/**
 * The batches of the outbox that are to be sent, by recipient: none for a name whose batch has its delivery receipt
 * already. Throws `batch-unknown`, `peer-unknown`, `options-conflict`.
 */
export async function chooseOutgoing(
  { station, settings }: Desk,
  { names, to }: OutgoingChoice,
): Promise<ReadonlyMap<string, readonly OutgoingBatch[]>> {
  if (names.length > 0 && to !== undefined) throw new CliError('options-conflict', { name: '--to', found: 'BATCH' });
  if (to !== undefined && findCurrentCard(station.database, to) === null) {
    throw new StationError('peer-unknown', { name: to });
  }
  const outgoing = await listOutgoing(station, settings);
  const wanted = names.map((name) => basename(name).replace(/\.scelle$/, ''));
  for (const name of wanted) {
    if (findSentByName(station.database, name) === null) throw new StationError('batch-unknown', { name });
  }
  const chosen = outgoing.filter(
    (each) =>
      (to === undefined || each.batch.recipient === to) &&
      (wanted.length === 0 || wanted.some((name) => isNamed(each, name))),
  );
  return Map.groupBy(chosen, ({ batch }) => batch.recipient);
}

function isNamed({ batch }: OutgoingBatch, name: string): boolean {
  return batch.file === `${name}.scelle` || batch.digest === name;
}
