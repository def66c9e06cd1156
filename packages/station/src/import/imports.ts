import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import { isImported } from '../ledger/imports.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';

/** The accepted batches that were not imported, in the order of their streams and numbers. */
async function listUnimported(ledger: LedgerReader): Promise<AuthenticBatch[]> {
  const batches: AuthenticBatch[] = [];
  for (const batch of toAuthenticBatches(await listReceived(ledger, 'accepted'))) {
    if (!(await isImported(ledger, batch))) batches.push(batch);
  }
  return batches;
}

/** The batches that wait to be imported, in order: of each stream those before the first that was not opened yet. */
export async function listImportable({ ledger }: Station): Promise<readonly AuthenticBatch[]> {
  const streams = Map.groupBy(await listUnimported(ledger), ({ identity }) => `${identity.sender} ${identity.stream}`);
  return [...streams.values()].flatMap((batches) => {
    const end = batches.findIndex(({ level }) => level !== 'full');
    return end === -1 ? batches : batches.slice(0, end);
  });
}

/**
 * Makes sure that a batch may be imported now. Throws `import-not-verified` where it was not accepted and opened, and
 * `import-out-of-turn` where an earlier one of its stream was not imported.
 */
export async function checkImportable({ ledger, name: recipient }: Station, batch: AuthenticBatch): Promise<void> {
  const { state, level, identity } = batch;
  const name = formatBatchName({ ...identity, recipient });
  if (state !== 'accepted' || level !== 'full') throw new StationError('import-not-verified', { name, found: state });
  const [earliest] = (await listUnimported(ledger)).filter(
    (other) => other.identity.sender === identity.sender && other.identity.stream === identity.stream,
  );
  if (earliest !== undefined && earliest.identity.sequence < identity.sequence) {
    throw new StationError('import-out-of-turn', { name, expected: earliest.identity.sequence });
  }
}
