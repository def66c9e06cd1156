import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../folder/batch-names.ts';
import type { AuthenticBatch } from '../ledger/received-batches.ts';
import type { SinkTransaction } from '../sinks/record-sink.ts';
import type { Station } from '../station.ts';
import { findEarliest, findTarget } from './imports.ts';

/**
 * Makes sure that a batch does not go into a second target while a first one has records of it, which nobody would erase. One
 * with another name that has what the first had is the first, moved or restored from a backup. Throws `import-elsewhere`.
 */
export async function checkTarget(
  { database, name: recipient }: Station,
  batch: AuthenticBatch,
  transaction: SinkTransaction,
  target: string,
): Promise<void> {
  const first = findTarget(database, batch);
  if (first === null || first === target) return;
  const earliest = findEarliest(database, first, batch);
  if (earliest !== null && (await transaction.findReceipt(earliest)) !== null) return;
  const found = formatBatchName({ ...batch.identity, recipient });
  throw new StationError('import-elsewhere', { name: target, found, expected: first });
}
