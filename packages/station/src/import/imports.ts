import { StationError } from '../errors/station-error.ts';
import { formatBatchName } from '../home/layout.ts';
import type { LedgerReader, LedgerTransaction } from '../home/ledger.ts';
import type { Station } from '../home/station.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { listReceived, toAuthenticBatches } from '../ledger/received-batches.ts';

/** What the ledger knows of the import of a batch. */
interface LedgerImport {
  /** What the target is called. */
  readonly target: string;
  readonly accepted: number;
  readonly rejected: number;
  readonly importedAt: string;
}

/** Whether the ledger knows that the batch was imported. */
async function isImported(ledger: LedgerReader, { id }: Pick<AuthenticBatch, 'id'>): Promise<boolean> {
  return (await ledger.row('SELECT 1 FROM imports WHERE received = ?', id)) !== undefined;
}

/** Where the ledger knows records of a batch to be, or null where none was imported or they are erased. */
export async function findTarget(ledger: LedgerReader, { id }: Pick<AuthenticBatch, 'id'>): Promise<string | null> {
  const row = await ledger.row(
    'SELECT target FROM imports WHERE received = ? AND accepted > 0 AND erased_at IS NULL',
    id,
  );
  return row === undefined ? null : String(row['target']);
}

/** Of the other batches in a target, the digest of the one that has been there for longest; or null. */
export async function findEarliest(
  ledger: LedgerReader,
  target: string,
  { id }: Pick<AuthenticBatch, 'id'>,
): Promise<string | null> {
  const row = await ledger.row(
    `SELECT r.digest FROM imports i JOIN received r ON r.id = i.received
       WHERE i.target = ? AND i.received <> ? ORDER BY i.imported_at, i.received LIMIT 1`,
    target,
    id,
  );
  return row === undefined ? null : String(row['digest']);
}

/** Keeps what an import came to, in place of what was known; to be called within a transaction. */
export async function storeImport(
  ledger: LedgerTransaction,
  { id }: Pick<AuthenticBatch, 'id'>,
  found: LedgerImport,
): Promise<void> {
  const { target, accepted, rejected, importedAt } = found;
  await ledger.run(
    `INSERT INTO imports (received, target, accepted, rejected, imported_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET target = excluded.target, accepted = excluded.accepted, rejected = excluded.rejected,
         imported_at = excluded.imported_at, erased_at = NULL`,
    id,
    target,
    accepted,
    rejected,
    importedAt,
  );
}

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
