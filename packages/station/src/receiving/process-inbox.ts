import type { SignedDocument } from '@scelle/core';
import type { Finding, FullReport, StepId } from '@scelle/verify';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { toCodesText } from '../custody/entry.ts';
import { StationError } from '../errors/station-error.ts';
import type { CustodyAct, Station } from '../home/station.ts';
import type { AuthenticBatch } from '../ledger/received-batch.ts';
import { findByDigest, listReceived, toAuthenticBatches, updateReceived } from '../ledger/received-batches.ts';
import { draftReceipt } from '../receipts/issue-receipts.ts';
import { requireClock } from '../sending/require-signing.ts';
import { enterOutcome } from './enter-outcome.ts';
import { type StoredVerification, verifyStored } from './verify-stored.ts';

/** What opening a batch came to. */
export type ProcessedBatch = OpenedBatch | UnreadableBatch;

/** A batch that was verified in full. */
export interface OpenedBatch {
  readonly batch: AuthenticBatch;
  /**
   * *accepted* and *rejected* are final; *held*: its content is right, and it waits for its turn. *undecided*: what the
   * policy says of the keys has changed since it came, or none of the opening keys given is one that it is encrypted to; it
   * waits until that is mended, or a person rejects it. *settled*: another command has opened or judged it meanwhile.
   */
  readonly outcome: 'accepted' | 'rejected' | 'held' | 'undecided' | 'settled';
  readonly report: FullReport;
  readonly error?: undefined;
  readonly receipts: readonly SignedDocument[];
}

/** A batch whose file is gone or is not what came, for the reason that `error` gives. */
export interface UnreadableBatch {
  readonly batch: AuthenticBatch;
  readonly outcome: 'unreadable';
  readonly report: null;
  readonly error: StationError;
  readonly receipts: readonly SignedDocument[];
}

/** Steps whose failure is a matter of this party's keys and policy, which have changed since the batch came. */
const trustSteps: readonly StepId[] = ['signature', 'manifest', 'addressee', 'sequence'];

/**
 * Opens what was delivered and not opened yet, in the order of the streams, and issues verification receipts. What is
 * held for an earlier batch is opened too; its receipt follows when its turn comes. Each batch is given away as soon as
 * it is done; one whose file is not as it should be does not keep the others from being opened. Throws
 * `opening-key-missing`, and the reason of the signal, which leaves the batch under way as it was.
 */
export async function* processInbox(
  station: Station,
  verification: StoredVerification,
): AsyncGenerator<ProcessedBatch> {
  for (const batch of await listUnopened(station)) yield await tryProcess(station, batch, verification);
}

/** The batches that were verified at level *sealed* only. */
export async function listUnopened({ ledger }: Station): Promise<readonly AuthenticBatch[]> {
  const accepted = await listReceived(ledger, 'accepted', 'sealed');
  const held = (await listReceived(ledger, 'held', 'sealed')).filter(({ waitsFor }) =>
    waitsFor.every(({ code }) => code === 'sequence-gap'),
  );
  return toAuthenticBatches([...accepted, ...held]);
}

async function tryProcess(
  station: Station,
  batch: AuthenticBatch,
  verification: StoredVerification,
): Promise<ProcessedBatch> {
  try {
    return await processBatch(station, batch, verification);
  } catch (error) {
    if (!(error instanceof StationError && error.code.startsWith('stored-file-'))) throw error;
    return { batch, outcome: 'unreadable', report: null, error, receipts: [] };
  }
}

async function processBatch(
  station: Station,
  listed: AuthenticBatch,
  verification: StoredVerification,
): Promise<ProcessedBatch> {
  const { sender } = listed.identity;
  await requireClock(station, await verification.findPolicy(sender, listed.channel));
  const report = await verifyStored(station, listed, verification);
  return station.exclusively(async () => {
    // While it was being verified, another command may have accepted, opened or judged it.
    const batch = (await findByDigest(station.ledger, listed.identity)) ?? listed;
    if (batch.level === 'full' || batch.state === 'rejected')
      return { batch, outcome: 'settled', report, receipts: [] };
    if (isUndecided(report, batch)) return noteUndecided(station, batch, report);
    const opening = { batch, report, details: { openedWith: verification.openedWith ?? null } };
    if (report.verdict !== 'rejected' && batch.state === 'held') return noteOpened(station, opening);
    return enterOpened(station, opening, report.verdict === 'rejected' ? 'rejected' : 'accepted');
  });
}

/**
 * Whether what the policy says of the keys has changed since the batch was received. What a person has waived stands in
 * the codes of the batch.
 */
export function isUndecided(report: FullReport, { codes }: AuthenticBatch): boolean {
  return findChanges(report).some(({ code }) => code !== 'key-revoked-late' || !codes.includes(code));
}

function findChanges({ steps, waitsFor }: FullReport): readonly Finding[] {
  const failed = steps.filter(({ id, outcome }) => outcome === 'failed' && trustSteps.includes(id));
  const late = waitsFor.filter(({ code }) => code === 'key-revoked-late');
  return [...failed, ...late].map(({ code, details }) => ({ code, details }));
}

/** A batch that was accepted when it came waits for a person from now on; what is held does already. */
async function noteUndecided(station: Station, batch: AuthenticBatch, report: FullReport): Promise<ProcessedBatch> {
  const findings = findChanges(report);
  const isKnown = batch.waitsFor.length > 0;
  if (batch.state === 'accepted' && findings.length > 0 && !isKnown) {
    await station.change(async (inside) => {
      await updateReceived(inside.ledger, batch.id, { ...batch, waitsFor: findings, changedAt: report.checkedAt });
      await inside.record({
        command: opened.command,
        act: 'batch-undecided',
        party: batch.identity.sender,
        batch: toCustodyBatch({ ...batch.identity, recipient: inside.receivesFor }, batch.identity.digest),
        result: 'undecided',
        details: { codes: toCodesText(findings.map(({ code }) => code)) },
      });
    });
  }
  return { batch, outcome: 'undecided', report, receipts: [] };
}

interface Opening {
  readonly batch: AuthenticBatch;
  readonly report: FullReport;
  readonly details: NonNullable<CustodyAct['details']>;
}

const opened = { level: 'full', command: 'process', act: 'batch-opened' } as const;

/** A rejected batch keeps its number: its sender sealed what cannot be accepted. */
async function enterOpened(
  station: Station,
  { batch, report, details }: Opening,
  state: 'accepted' | 'rejected',
): Promise<ProcessedBatch> {
  const { channel, firstSeenAt: receivedAt, holdsNumber } = batch;
  const draft = draftReceipt(report, { stage: 'verification', outcome: state, channel, receivedAt });
  const codes = state === 'rejected' ? report.codes : batch.codes;
  const outcome = { ...opened, state, holdsNumber, codes, details, drafts: [draft] };
  const receipts = await enterOutcome(station, batch, outcome);
  return { batch, outcome: state, report, receipts };
}

/** Its content is right: what it waits for stays as it was. */
async function noteOpened(station: Station, { batch, report, details }: Opening): Promise<ProcessedBatch> {
  const { level, command, act } = opened;
  await station.change(async (inside) => {
    await updateReceived(inside.ledger, batch.id, { ...batch, level, changedAt: report.checkedAt });
    await inside.record({
      command,
      act,
      party: batch.identity.sender,
      batch: toCustodyBatch({ ...batch.identity, recipient: inside.name }, batch.identity.digest),
      result: 'held',
      details: { level, ...details },
    });
  });
  return { batch, outcome: 'held', report, receipts: [] };
}
