import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../folder/batch-names.ts';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import type { Station } from '../station.ts';
import { listUnimported } from './imports.ts';

/** The batches that wait to be imported, in order: of each stream those before the first that was not opened yet. */
export function listImportable({ database }: Station): readonly AuthenticBatch[] {
  const streams = Map.groupBy(listUnimported(database), ({ identity }) => `${identity.sender} ${identity.stream}`);
  return [...streams.values()].flatMap((batches) => {
    const end = batches.findIndex(({ level }) => level !== 'full');
    return end === -1 ? batches : batches.slice(0, end);
  });
}

/**
 * Makes sure that a batch may be imported now. Throws `import-not-verified` where it was not accepted and opened, and
 * `import-out-of-turn` where an earlier one of its stream was not imported.
 */
export function checkImportable({ database, name: recipient }: Station, batch: AuthenticBatch): void {
  const { state, level, identity } = batch;
  const name = formatBatchName({ ...identity, recipient });
  if (state !== 'accepted' || level !== 'full') throw new StationError('import-not-verified', { name, found: state });
  const [earliest] = listUnimported(database).filter(
    (other) => other.identity.sender === identity.sender && other.identity.stream === identity.stream,
  );
  if (earliest !== undefined && earliest.identity.sequence < identity.sequence) {
    throw new StationError('import-out-of-turn', { name, expected: earliest.identity.sequence });
  }
}
