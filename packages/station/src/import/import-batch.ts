import {
  type BatchSource,
  CoreError,
  type IpEvidence,
  ipEvidence,
  ipEvidenceTest,
  type Profile,
  readContainer,
  type SignedDocument,
  toInstant,
} from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import type { FullReport } from '@scelle/verify';
import { toDay } from '@scelle/verify/internal';
import { StationError } from '../errors/station-error.ts';
import { formatBatchName, type StationLayout } from '../home/layout.ts';
import type { Station } from '../home/station.ts';
import { findEarliest, findTarget } from '../ledger/imports.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { type DraftReceipt, draftReceipt, issueReceipt } from '../receipts/issue-receipts.ts';
import { isUndecided } from '../receiving/process-inbox.ts';
import { openStored, requireIdentity, type StoredVerification, verifyStored } from '../receiving/verify-stored.ts';
import { requireClock } from '../sending/require-signing.ts';
import type { Settings } from '../settings/settings.ts';
import type { ImportedBatch, RecordSink, SinkTransaction } from '../sinks/record-sink.ts';
import { ImportConsumer } from './import-consumer.ts';
import { checkImportable, recordImport } from './record-import.ts';

/** What batches are imported with. */
export interface Importing<Content extends object = IpEvidence> {
  readonly sink: RecordSink<Content>;
  /** The profiles whose records the sink takes; the built-in ones unless they are given. The policy has to accept them, too. */
  readonly profiles?: readonly Profile<Content>[];
  readonly settings: Settings;
  readonly verification: Omit<StoredVerification, 'consumer' | 'signal'>;
  /** Ends the import with its reason, as long as it is not committed; the target is then as it was. */
  readonly signal?: AbortSignal;
}

/**
 * What the import of a batch came to. *known*: the target had it already, and nothing changed there. *undecided*: what
 * the policy says of the keys has changed since it was opened, or none of the opening keys given is one that it is
 * encrypted to. *rejected*: it no longer passes the verification. *unreadable*: its file is gone or is not what came, for the
 * reason that `error` gives. Only *imported* changes the target. `receipt` is the import receipt, `report` that of the
 * verification, where there was one.
 */
export type ImportOutcome = { readonly batch: AuthenticBatch } & (
  | Outcome<'imported', FullReport, SignedDocument>
  | Outcome<'known', null, SignedDocument>
  | Outcome<'undecided' | 'rejected', FullReport, null>
  | Outcome<'unreadable', null, null, StationError>
);

export interface Outcome<Word, Report, Receipt, Failure = undefined> {
  readonly outcome: Word;
  readonly report: Report;
  readonly receipt: Receipt;
  readonly error?: Failure;
}

/**
 * Imports a batch that was verified: it is verified once more, in full, while its records are brought into one
 * transaction of the target, which ends with the import receipt. The target is the truth: where it has the batch already,
 * only the ledger is brought up to date. Throws `import-not-verified`, `opening-key-missing`, `import-out-of-turn`, `import-elsewhere`,
 * `import-profile-unknown`, `import-rejects-too-many` and the `database-…` codes; the target is then as it was.
 */
export function importBatch(station: Station, batch: AuthenticBatch, importing: Importing): Promise<ImportOutcome>;
/** Imports records of one's own profiles, into a sink that takes them. */
export function importBatch<Content extends object>(
  station: Station,
  batch: AuthenticBatch,
  importing: Importing<Content> & { readonly profiles: readonly Profile<Content>[] },
): Promise<ImportOutcome>;
export async function importBatch<Content extends object>(
  station: Station,
  batch: AuthenticBatch,
  importing: Importing<Content>,
): Promise<ImportOutcome> {
  await checkImportable(station, batch);
  requireIdentity(batch, importing.verification.identities);
  await requireClock(station, importing.settings);
  const { sink } = importing;
  await using transaction = await sink.begin();
  const known = await transaction.findReceipt(batch.identity.digest);
  if (known !== null) return await enterKnown(station, batch, known, sink);
  await checkTarget(station, batch, transaction, sink.name);
  try {
    return await importInto(station, batch, importing, transaction);
  } catch (error) {
    if (!(error instanceof StationError && error.code.startsWith('stored-file-'))) throw error;
    return { batch, outcome: 'unreadable', report: null, receipt: null, error };
  }
}

/** Brings the ledger up to date with a target that has the batch. */
function enterKnown(
  station: Station,
  batch: AuthenticBatch,
  receipt: SignedDocument,
  { name }: Pick<RecordSink, 'name'>,
): Promise<ImportOutcome> {
  return station.exclusively(async () => {
    return { batch, outcome: 'known', report: null, receipt: await recordImport(station, batch, receipt, name) };
  });
}

async function importInto<Content extends object>(
  station: Station,
  batch: AuthenticBatch,
  importing: Importing<Content>,
  transaction: SinkTransaction<Content>,
): Promise<ImportOutcome> {
  const { sink, verification, signal } = importing;
  const consumer = await createConsumer(station, batch, importing, transaction);
  const report = await verifyStored(station, batch, { ...verification, consumer, ...(signal && { signal }) });
  if (isUndecided(report, batch)) return { batch, outcome: 'undecided', report, receipt: null };
  if (report.verdict === 'rejected') return { batch, outcome: 'rejected', report, receipt: null };
  return station.exclusively(async () => {
    signal?.throwIfAborted();
    const receipt = await issueReceipt(station, draftImport(report, batch, consumer));
    const issuedAt = receipt.at;
    const { accepted, rejects } = consumer;
    await transaction.commit({ accepted, rejected: rejects.length, receipt: { ...receipt, issuedAt } });
    return { batch, outcome: 'imported', report, receipt: await recordImport(station, batch, receipt, sink.name) };
  });
}

/** The profiles of a sink that names none. */
const builtIn: readonly Profile[] = [ipEvidence, ipEvidenceTest];

async function createConsumer<Content extends object>(
  { layout, environment }: Station,
  batch: AuthenticBatch,
  { settings: { dayZone, importing }, profiles, signal }: Importing<Content>,
  transaction: SinkTransaction<Content>,
): Promise<ImportConsumer<Content>> {
  const { identity, channel, firstSeenAt: receivedAt } = batch;
  const findDay = createDayFinder(dayZone);
  const importedAt = toInstant(environment.now());
  return new ImportConsumer(transaction, {
    digest: identity.digest,
    sealed: await readSealed(layout, batch),
    channel,
    receivedAt,
    importedAt,
    day: findDay(importedAt),
    // The types of importBatch have it that a sink without profiles takes IpEvidence.
    profiles: profiles ?? (builtIn as readonly Profile<Content>[]),
    rules: importing.rules,
    findDay,
    ...(signal && { signal }),
  });
}

function draftImport(
  report: FullReport,
  { channel, firstSeenAt: receivedAt }: AuthenticBatch,
  { accepted, rejects }: Pick<ImportConsumer, 'accepted' | 'rejects'>,
): DraftReceipt {
  const draft = draftReceipt(report, { stage: 'import', outcome: 'accepted', channel, receivedAt });
  return { ...draft, records: { ...draft.records, accepted, rejected: rejects.length }, rejects };
}

/**
 * Makes sure that a batch does not go into a second target while a first one has records of it, which nobody would erase. One
 * with another name that has what the first had is the first, moved or restored from a backup. Throws `import-elsewhere`.
 */
async function checkTarget(
  { ledger, name: recipient }: Station,
  batch: AuthenticBatch,
  transaction: Pick<SinkTransaction, 'findReceipt'>,
  target: string,
): Promise<void> {
  const first = await findTarget(ledger, batch);
  if (first === null || first === target) return;
  const earliest = await findEarliest(ledger, first, batch);
  if (earliest !== null && (await transaction.findReceipt(earliest)) !== null) return;
  const found = formatBatchName({ ...batch.identity, recipient });
  throw new StationError('import-elsewhere', { name: target, found, expected: first });
}

/**
 * The manifest of a stored batch and its seal; they are believed once the batch is verified. Throws `stored-file-missing`,
 * `stored-file-altered`.
 */
async function readSealed(layout: StationLayout, batch: AuthenticBatch): Promise<ImportedBatch['sealed']> {
  await using source = await openStored(layout, batch);
  const file = layout.stored(batch.file!);
  const { manifest, seal } = await readWhole(source, file);
  if (toSha256Hex(manifest) !== batch.identity.digest) throw new StationError('stored-file-altered', { file });
  return { manifest, seal };
}

async function readWhole(source: BatchSource, file: string) {
  try {
    return await readContainer(source);
  } catch (error) {
    const isDamaged = error instanceof CoreError && error.code.startsWith('container-');
    throw isDamaged ? new StationError('stored-file-altered', { file }, { cause: error }) : error;
  }
}

/** So many minutes are remembered; with more, all are looked up anew. */
const MAX_REMEMBERED = 20_000;
const MINUTE_PREFIX = 'YYYY-MM-DDTHH:MM'.length;

/** Tells the days of instants in a time zone, and remembers them by the minute: no zone begins a day within one. */
function createDayFinder(zone: string): (instant: string) => string {
  const days = new Map<string, string>();
  return (instant) => {
    const minute = instant.slice(0, MINUTE_PREFIX);
    const known = days.get(minute);
    if (known !== undefined) return known;
    if (days.size >= MAX_REMEMBERED) days.clear();
    const day = toDay(`${minute}:00Z`, zone);
    days.set(minute, day);
    return day;
  };
}
