import type { Manifest, RandomBytes } from '@scelle/core';
import type { Delivery, Finding, StepId, VerificationReport } from '@scelle/verify';
import { toDay } from '@scelle/verify/internal';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { toCodesText } from '../custody/entry.ts';
import { removeStored } from '../home/files.ts';
import { batchFile, batchFileByDigest, type StationFolder, storedName } from '../home/layout.ts';
import type { Station, StationChange } from '../home/station.ts';
import { type StoredReceipt, storeReceipt } from '../ledger/receipts.ts';
import type { ReceivedIdentity, ReceivedState } from '../ledger/received-batch.ts';
import { type ControllerDay, insertReceived } from '../ledger/received-batches.ts';
import { draftReceipt, issueReceipt } from '../receipts/issue-receipts.ts';
import type { FindPolicy } from './find-policy.ts';
import type { StagedBatch } from './staged-batch.ts';

/** A batch that was judged, and where it goes. */
interface JudgedArrival {
  readonly staged: StagedBatch;
  readonly delivery: Delivery;
  readonly report: VerificationReport;
  readonly arrival: Arrival;
  readonly findPolicy: FindPolicy;
}

/**
 * Keeps a batch that came, and gives its delivery receipt. The file first, then the ledger: what a crash leaves between
 * the two is a file that nobody was told of.
 */
export async function commitArrival(station: Station, judged: JudgedArrival): Promise<readonly StoredReceipt[]> {
  const { staged, report, arrival, delivery, findPolicy } = judged;
  const file = nameFile(report, arrival, station.environment.randomBytes);
  const path = station.layout.path(arrival.folder, file);
  await staged.keep(path);
  try {
    const receipts = await issueDelivery(station, judged);
    const sender = arrival.state === 'quarantined' ? null : (report.manifest?.sender ?? null);
    const zone = (await findPolicy(sender, delivery.channel)).limits?.dayZone ?? 'UTC';
    await station.change(async (inside) => {
      await recordArrival(inside, judged, { file: storedName(arrival.folder, file), zone });
      for (const receipt of receipts) await storeReceipt(inside.ledger, receipt);
    });
    return receipts;
  } catch (error) {
    // A receiver that runs for months would otherwise keep a copy for each attempt.
    await removeStored(path);
    throw error;
  }
}

/** None for what is quarantined: nobody is known to whom it could be issued. */
async function issueDelivery(
  station: Station,
  { report, arrival: { state: outcome }, delivery: { channel } }: JudgedArrival,
): Promise<readonly StoredReceipt[]> {
  if (outcome === 'quarantined') return [];
  const draft = draftReceipt(report, { stage: 'delivery', outcome, channel, receivedAt: report.checkedAt });
  return [await issueReceipt(station, draft)];
}

function nameFile(
  { manifest, manifestDigest }: VerificationReport,
  { state, folder }: Arrival,
  random: RandomBytes,
): string {
  if (manifest === null || manifestDigest === null) return `unknown.${Buffer.from(random(8)).toString('hex')}.scelle`;
  if (folder === 'inbox') return batchFile(manifest);
  // What is damaged may come again and again under one digest.
  const mark = state === 'quarantined' ? Buffer.from(random(8)).toString('hex') : manifestDigest;
  return batchFileByDigest(manifest, mark);
}

async function recordArrival(
  { ledger, record }: StationChange,
  { delivery, report, arrival }: JudgedArrival,
  { file, zone }: { readonly file: string; readonly zone: string },
): Promise<void> {
  const { channel } = delivery;
  const { codes, bytes, manifestDigest, checkedAt: at } = report;
  const manifest = arrival.state === 'quarantined' ? null : report.manifest;
  const { state, holdsNumber } = arrival;
  const waitsFor = [...report.waitsFor, ...listForAPerson(report, arrival)];
  const identity = manifest && toIdentity(manifest, manifestDigest!);
  await insertReceived(
    ledger,
    {
      identity,
      bytes,
      channel,
      state,
      level: 'sealed',
      holdsNumber,
      codes,
      waitsFor,
      firstSeenAt: at,
      changedAt: at,
      file,
    },
    manifest ? countControllers(manifest, zone) : [],
  );
  await record({
    command: 'receive',
    act: 'batch-received',
    ...(manifest && { party: manifest.sender, batch: toCustodyBatch(manifest, manifestDigest!) }),
    result: state,
    details: { channel, bytes, level: 'sealed', codes: toCodesText(codes) },
  });
}

/** Which batch it is, as its manifest says. */
export function toIdentity(manifest: Manifest, digest: string): ReceivedIdentity {
  const { sender, stream, sequence, previous, id: batchId, records, createdAt } = manifest;
  return { sender, stream, sequence, digest, previous, batchId, records: records.count, createdAt };
}

function countControllers({ controllers, createdAt }: Manifest, zone: string): ControllerDay[] {
  const day = toDay(createdAt, zone);
  return controllers.map(({ name: controller, records }) => ({ controller, day, records }));
}

/** What becomes of a batch that came, for the ledger and the folders. */
interface Arrival {
  readonly state: ReceivedState;
  /** Whether its number in the stream is its own from now on. */
  readonly holdsNumber: boolean;
  readonly folder: StationFolder;
}

/**
 * The steps whose failure leaves open what the sender sealed: damage, forgery, missing signatures, or a manifest that
 * nobody can read. Whoever carries a batch can cause them, and must not use up the sender's number.
 */
const unauthenticSteps: readonly StepId[] = ['container', 'signature', 'manifest', 'payload'];

/** Failures of the place in the stream: the number belongs to another batch, or its turn is not decided. */
const misplacedCodes: readonly string[] = ['sequence-equivocation', 'sequence-fork'];

/** Codes of findings after which a number may still belong to another batch: a thief of a key must not take it. */
const doubtfulCodes: readonly string[] = ['key-revoked-late'];

/** What becomes of a batch after its verification; null for a duplicate. Source: docs/design.md § Decisions. */
export function decideArrival(report: VerificationReport): Arrival | null {
  const { verdict, steps, codes, waitsFor, manifest } = report;
  const failed = steps.filter(({ outcome }) => outcome === 'failed').map(({ id }) => id);
  const isUnauthentic = manifest === null || failed.some((id) => unauthenticSteps.includes(id));
  if (isUnauthentic || codes.includes('addressee-other')) {
    return { state: 'quarantined', holdsNumber: false, folder: 'quarantine' };
  }
  if (verdict === 'duplicate') return null;
  if (verdict === 'rejected') {
    const holdsNumber = !codes.some((code) => misplacedCodes.includes(code));
    return { state: 'rejected', holdsNumber, folder: 'quarantine' };
  }
  if (verdict === 'accepted' || verdict === 'sealed') return { state: 'accepted', holdsNumber: true, folder: 'inbox' };
  const holdsNumber = !waitsFor.some(({ code }) => doubtfulCodes.includes(code));
  return { state: 'held', holdsNumber, folder: 'held' };
}

/** Whether its sender sealed a batch for a place in the stream that is another's. */
export function isMisplaced(report: VerificationReport): boolean {
  const isRejected = decideArrival(report)?.state === 'rejected';
  return isRejected && report.codes.some((code) => misplacedCodes.includes(code));
}

/** What a person must see of a batch that was not accepted; `scelle judge` says that it was seen. */
function listForAPerson({ codes }: VerificationReport, { state }: Arrival): readonly Finding<string>[] {
  if (state === 'quarantined') return [{ code: 'quarantined', details: {} }];
  return codes.filter((code) => misplacedCodes.includes(code)).map((code) => ({ code, details: {} }));
}
