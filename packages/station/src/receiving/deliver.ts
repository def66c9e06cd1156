import type { BatchSource } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import {
  type Delivery,
  type DeliveryResult,
  type Ledger,
  type SealedReport,
  type VerificationReport,
  verifySealed,
} from '@scelle/verify';
import { toCodesText } from '../custody/entry.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { CustodyAct, Station } from '../home/station.ts';
import { findReceipts } from '../ledger/receipts.ts';
import { findByDigest } from '../ledger/received-batches.ts';
import { createArrivalLedger } from '../ledger/streams.ts';
import { requireClock } from '../sending/require-signing.ts';
import { commitArrival, decideArrival } from './commit-arrival.ts';
import { followHeld } from './enter-outcome.ts';
import { type FindPolicy, findClaimedPlace, readManifest } from './find-policy.ts';
import { type StagedBatch, stageBatch } from './staged-batch.ts';
import { findWanted, isKept, restoreStored } from './verify-stored.ts';

/**
 * Verifies a batch at level *sealed* and keeps it, with its receipt: in the inbox, or where it waits, or in quarantine, to
 * which nothing goes that came over the network. It is brought into the station first and verified there, so that what is
 * kept is what was verified. A batch that is known already changes nothing, but its file comes back where it was gone.
 * Batches that waited for it follow. Throws `clock-behind-ledger` where no receipt would be believed, what this machine's failures lead to, `source-changed` where somebody wrote to
 * the batch meanwhile; what is wrong with the batch stands in the result.
 */
export async function deliverBatch(
  station: Station,
  source: BatchSource,
  delivery: Delivery,
  findPolicy: FindPolicy,
): Promise<DeliveryResult> {
  const known = (await isHere(station, source)) ? await tryDeliver(station, { source, delivery, findPolicy }) : null;
  if (known !== null) return known;
  await using staged = await stageBatch(station.layout, source, delivery);
  for (;;) {
    const result = await tryDeliver(station, { source: staged.source, staged, delivery, findPolicy });
    if (result !== null) return result;
  }
}

interface Arriving {
  readonly source: BatchSource;
  /** Absent where the batch seems to be here already: then only a duplicate is looked for. */
  readonly staged?: StagedBatch;
  readonly delivery: Delivery;
  readonly findPolicy: FindPolicy;
}

/** Null where it must be done once more. */
async function tryDeliver(station: Station, arriving: Arriving): Promise<DeliveryResult | null> {
  const { ledger, isUnchanged } = rememberLedger(createArrivalLedger(station.ledger));
  const report = await verifyArriving(station, arriving, ledger);
  // A payload takes minutes to read. Nobody waits for that at the lock: what came meanwhile lets it be verified anew.
  return station.exclusively(async () => ((await isUnchanged()) ? await keep(station, arriving, report) : null));
}

async function keep(
  station: Station,
  { staged, delivery, findPolicy }: Arriving,
  report: VerificationReport,
): Promise<DeliveryResult | null> {
  await delivery.checkBeforeKeeping?.();
  const arrival = decideArrival(report);
  if (arrival === null) return reportDuplicate(station, report, staged);
  if (staged === undefined) return null;
  await requireClock(station, await findPolicy(null, delivery.channel));
  if (arrival.state === 'quarantined' && delivery.channel === 'network') return refuse(station, delivery, report);
  const receipts = await commitArrival(station, { staged, delivery, report, arrival, findPolicy });
  const followed = arrival.holdsNumber ? await followHeld(station, report.manifest!) : [];
  return { outcome: arrival.state, report, waitsFor: report.waitsFor, receipts, followed };
}

/** Whether the ledger knows the batch, as it seems, and has its file: nothing needs to be brought here once more. */
async function isHere({ ledger, layout }: Station, source: BatchSource): Promise<boolean> {
  const manifest = await readManifest(source);
  const claimed = manifest === null ? null : findClaimedPlace(manifest);
  const batch = claimed && (await findByDigest(ledger, { ...claimed, digest: toSha256Hex(manifest!) }));
  return batch !== null && isKept(layout, batch);
}

function verifyArriving(
  { environment }: Station,
  { source, delivery: { channel, origin, signal }, findPolicy }: Arriving,
  ledger: Ledger,
): Promise<SealedReport> {
  return verifySealed(source, (sender) => findPolicy(sender, channel), {
    ledger,
    now: environment.now(),
    channel,
    origin,
    ...(signal && { signal }),
  });
}

/**
 * Nothing is kept of what came damaged over the network: whoever sent it is told, and still has it. Threat: a peer that
 * sends damage without end would fill the disc with it.
 */
async function refuse(
  station: Station,
  { channel, origin: party }: Delivery,
  report: VerificationReport,
): Promise<DeliveryResult> {
  const { manifestDigest: manifest, bytes } = report;
  await recordRefused(station, report, { party, details: { channel, bytes, manifest } });
  return { outcome: 'quarantined', report, waitsFor: [], receipts: [], followed: [] };
}

async function reportDuplicate(
  station: Station,
  report: VerificationReport,
  staged: StagedBatch | undefined,
): Promise<DeliveryResult | null> {
  const wanted = await findWanted(station, report);
  if (wanted !== null && staged === undefined) return null;
  const followed = wanted === null ? [] : await restoreStored(station, wanted, staged!, report.manifest!);
  const { sender: party } = report.manifest!;
  const digest = report.manifestDigest!;
  const receipts = await findReceipts(station.ledger, { direction: 'issued', party, digest });
  return { outcome: 'duplicate', report, waitsFor: [], receipts, followed };
}

/** A ledger that remembers what it was asked and what it said. */
interface RememberedLedger {
  readonly ledger: Ledger;
  /** Whether it would say the same again. */
  isUnchanged(): Promise<boolean>;
}

/** Lets a verification run without the station's lock: under the lock it is enough to ask again. */
function rememberLedger(ledger: Required<Ledger>): RememberedLedger {
  const asked: { readonly again: () => Promise<unknown>; readonly said: string }[] = [];

  async function remember<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    const answer = await ask();
    asked.push({ again: ask, said: JSON.stringify(answer) });
    return answer;
  }

  async function isUnchanged(): Promise<boolean> {
    for (const { again, said } of asked) if (JSON.stringify(await again()) !== said) return false;
    return true;
  }

  return {
    ledger: {
      judgeSequence: (manifest, digest) => remember(() => ledger.judgeSequence(manifest, digest)),
      firstSeenAt: (digest) => remember(() => ledger.firstSeenAt(digest)),
      countRecords: (query) => remember(() => ledger.countRecords(query)),
    },
    isUnchanged,
  };
}

/** How many refusals are remembered of each station that is open; then it begins anew. */
const MEMORY = 10_000;

const known = new WeakMap<LedgerReader, Set<string>>();

/**
 * Enters in the custody log what was refused and is not kept. Threat: whoever brings the same again and again must not fill
 * the log with it, so that it is entered once while the station is open.
 */
export async function recordRefused(
  { ledger, change }: Station,
  report: VerificationReport,
  act: Pick<CustodyAct, 'party' | 'batch' | 'details'>,
): Promise<void> {
  const key = keyOf(report, act.party);
  if (knownOf(ledger).has(key)) return;
  const details = { ...act.details, codes: toCodesText(report.codes) };
  await change((inside) =>
    inside.record({ command: 'receive', act: 'batch-refused', result: 'refused', ...act, details }),
  );
  if (knownOf(ledger).size >= MEMORY) knownOf(ledger).clear();
  knownOf(ledger).add(key);
}

/** How many refusals of one party are entered in an hour. */
const MOST_ENTERED = 20;
const HOUR = 3_600_000;

const entered = new WeakMap<LedgerReader, Map<string, { readonly since: number; readonly count: number }>>();

/**
 * Whether a refusal of this party may still be entered in this hour; it counts as entered then. Threat: each entry is
 * signed and written to the disc while others wait, and a party can tell as many stories as it likes.
 */
export function takeEntry({ ledger, environment }: Station, party: string): boolean {
  const parties = entered.get(ledger) ?? new Map();
  entered.set(ledger, parties);
  const now = environment.now().getTime();
  const known = parties.get(party);
  const { since, count } = known !== undefined && now - known.since < HOUR ? known : { since: now, count: 0 };
  if (count >= MOST_ENTERED) return false;
  parties.set(party, { since, count: count + 1 });
  return true;
}

/** Whether the refusal stands in the custody log since the station was opened. */
export function isRefusalKnown({ ledger }: Station, report: VerificationReport, party: string): boolean {
  return knownOf(ledger).has(keyOf(report, party));
}

function knownOf(ledger: LedgerReader): Set<string> {
  const keys = known.get(ledger) ?? new Set();
  known.set(ledger, keys);
  return keys;
}

function keyOf({ manifestDigest, codes }: VerificationReport, party: string | undefined): string {
  return JSON.stringify([party, manifestDigest, codes]);
}
