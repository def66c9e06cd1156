import { lstat } from 'node:fs/promises';
import {
  type BatchWriter,
  type ContentStatement,
  createBatch,
  createPublishedFile,
  type Manifest,
  type Profile,
  type PublishedFile,
  parseRecipient,
  type ReadAttachment,
  type Recipient,
  type SealedBatch,
  type Signer,
  toInstant,
  type Workers,
} from '@scelle/core';
import type { Channel } from '@scelle/verify';
import { findCurrentCard, requirePeer } from '../cards/card-store.ts';
import { toCustodyBatch } from '../custody/custody-log.ts';
import { StationError } from '../errors/station-error.ts';
import { removeStored } from '../home/files.ts';
import { batchFile } from '../home/layout.ts';
import type { LedgerReader } from '../home/ledger.ts';
import type { CustodyAct, Station, StationChange } from '../home/station.ts';
import { findLastUsed } from '../ledger/restorations.ts';
import {
  findRepeated,
  findSentByNumber,
  insertSent,
  noteInput,
  type SentBatch,
  updateSent,
} from '../ledger/sent-batches.ts';
import { type Settings, sendingRules } from '../settings/settings.ts';
import { requireConfirmed } from './confirm-sequence.ts';

/** What is packed, and for whom. */
export interface PackRequest extends NextBatch {
  readonly signer: Signer;
  readonly profile: Profile;
  readonly statement?: Partial<ContentStatement>;
  readonly readAttachment?: ReadAttachment;
  /** Threads in place of those that all calls of the process share, and how many of them work for this call at most. */
  readonly workers?: Workers;
  readonly threads?: number;
  /** Ends the packing with its reason, until the batch has its name; nothing is left of it, and its number stays free. */
  readonly signal?: AbortSignal;
  /** Adds the records. */
  fill(writer: BatchWriter): Promise<void>;
  /**
   * SHA-256, hex, of what tells the records apart, asked once they were added: so a batch of the same records is
   * recognised. Default: none is.
   */
  inputDigest?(): string;
  /** Publishes the batch once it is sealed, for instance together with other files. Default: the batch alone. */
  publish?(path: string, file: PublishedFile, sealed: SealedBatch): Promise<void>;
}

/**
 * Seals the next batch of a stream into the outbox. Number and previous digest are those of the ledger, and belong to
 * the batch once it is published: what a crash leaves between file and ledger is adopted at the next start. Throws
 * `own-party`, `sequence-unconfirmed`, `peer-unknown`, `replaced-not-rejected`, `outbox-conflict`, and the codes of `createBatch` and `createPublishedFile`.
 */
export async function packBatch(station: Station, settings: Settings, request: PackRequest): Promise<PackedBatch> {
  return station.exclusively(async () => {
    await requirePeer(station, request.recipient);
    await requireConfirmed(station.ledger, request);
    const { recipient, stream, signer, profile, statement, readAttachment, workers, threads, signal } = request;
    const place = await findNextPlace(station, request);
    const recipients = await findRecipients(station, settings, recipient);
    const name = batchFile({ sender: station.name, recipient, stream, sequence: place.sequence });
    const path = station.layout.path('outbox', name);
    await checkOutbox(path, place.sequence);
    await using file = await createPublishedFile(path);
    const header = { sender: station.name, recipient, stream, ...place, profile, ...statement };
    const options = {
      environment: station.environment,
      ...(readAttachment && { readAttachment }),
      ...(workers && { workers }),
      ...(threads !== undefined && { threads }),
      ...(signal && { signal }),
    };
    await using writer = await createBatch(file, header, { signer, recipients }, options);
    await request.fill(writer);
    const sealed = await writer.seal();
    signal?.throwIfAborted();
    await (request.publish ? await request.publish(path, file, sealed) : file.publish());
    const input = request.inputDigest?.() ?? null;
    const repeats = input === null ? null : await findRepeated(station.ledger, { recipient, stream, input });
    const packed = { ...sealed, file: name, input, repeats };
    try {
      await station.change((inside) => recordPacked(inside, packed, 'batch-packed'));
    } catch (error) {
      // Whoever packs again once there is space would else send the records twice: the next start would adopt the batch.
      if (isLedgerFull(error)) await removeStored(path);
      throw error;
    }
    return packed;
  });
}

/** Of all failures of the ledger, this one surely left nothing in it: the number is free, and has not left this station. */
function isLedgerFull(error: unknown): boolean {
  return error instanceof StationError && error.code === 'ledger-full';
}

/** What lies there and is not in the ledger was not adopted either: this station may have used the number before. */
async function checkOutbox(file: string, sequence: number): Promise<void> {
  const existing = await lstat(file).catch(() => null);
  if (existing !== null) throw new StationError('outbox-conflict', { file, expected: sequence });
}

/** The recipient, and whom the settings allow to open its batches besides. Throws `peer-unknown`. */
async function findRecipients({ ledger }: Station, settings: Settings, recipient: string): Promise<Recipient[]> {
  const { additionalRecipients } = sendingRules(settings, recipient);
  return (
    await Array.fromAsync([recipient, ...additionalRecipients], async (name) => {
      const current = await findCurrentCard(ledger, name);
      if (current === null || current.card.recipients.length === 0) throw new StationError('peer-unknown', { name });
      return current.card.recipients.map((text) => parseRecipient(text));
    })
  ).flat();
}

/** The place that the next batch of a stream takes. */
interface NextPlace {
  readonly sequence: number;
  /** Digest of the manifest before, hex; null for the first. */
  readonly previous: string | null;
  readonly replaces: Manifest['replaces'];
}

/** To whom a batch goes, and which one it corrects. */
export interface NextBatch {
  readonly recipient: string;
  readonly stream: string;
  /** Number of a rejected batch of this stream. */
  readonly replaces?: number;
}

/** The place of the next batch, as the ledger knows it. Throws `replaced-not-rejected`. */
async function findNextPlace({ ledger }: Station, { recipient, stream, replaces }: NextBatch): Promise<NextPlace> {
  const last = await findLastUsed(ledger, { recipient, stream });
  return {
    sequence: (last?.sequence ?? 0) + 1,
    previous: last?.digest ?? null,
    replaces: replaces === undefined ? null : await findReplaced(ledger, { recipient, stream, replaces }),
  };
}

async function findReplaced(
  ledger: LedgerReader,
  { recipient, stream, replaces }: Required<NextBatch>,
): Promise<NonNullable<Manifest['replaces']>> {
  const batch = await findSentByNumber(ledger, { recipient, stream, sequence: replaces });
  if (batch?.state !== 'rejected') throw new StationError('replaced-not-rejected', { found: replaces });
  return { sequence: batch.sequence, manifest: batch.digest };
}

/** A sealed batch in the outbox. */
export interface PackedBatch {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly manifestDigest: string;
  /** Name of its file in the outbox. */
  readonly file: string;
  /** Length of the whole batch. */
  readonly bytes: number;
  /** SHA-256 of the lines that it was packed from, hex; null where nobody told. */
  readonly input?: string | null;
  /** Number of an earlier batch of its stream that was packed from the same lines; null where there is none. */
  readonly repeats?: number | null;
}

/** Takes a batch of the outbox into the ledger, and its number with it; to be called within a transaction. */
export async function recordPacked(
  { ledger, environment, record }: StationChange,
  { manifest, manifestDigest: digest, file, bytes, input = null }: PackedBatch,
  act: 'batch-packed' | 'batch-adopted',
): Promise<void> {
  const { recipient, stream, sequence, id: batchId, createdAt, records, replaces } = manifest;
  await insertSent(ledger, {
    recipient,
    stream,
    sequence,
    digest,
    batchId,
    file,
    records: records.count,
    bytes,
    createdAt,
    replaces: replaces?.sequence ?? null,
    packedAt: toInstant(environment.now()),
  });
  if (input !== null) await noteInput(ledger, digest, input);
  await record({
    command: act === 'batch-packed' ? 'pack' : 'recover',
    act,
    party: recipient,
    batch: toCustodyBatch(manifest, digest),
    result: 'packed',
    details: { records: records.count, bytes },
  });
}

/**
 * Notes that batches have left by a channel. It says nothing of their arrival: a batch counts as delivered only with a
 * receipt. A batch that goes once more is noted once more.
 */
export async function markSent(
  station: Station,
  batches: readonly SentBatch[],
  { channel, carrier }: { readonly channel: Channel; readonly carrier: string },
): Promise<void> {
  await station.exclusively(async () =>
    station.change(async (inside) => {
      for (const batch of batches) await noteSent(inside, batch, { channel, carrier });
    }),
  );
}

/** How a batch left. */
interface Departure {
  readonly channel: Channel;
  /** By what: an address, or the key of a set. */
  readonly carrier: string;
  /** What else the custody log tells. */
  readonly details?: NonNullable<CustodyAct['details']>;
}

/** Notes that a batch has left; to be called within a transaction. */
export async function noteSent(
  { ledger, environment, name: sender, record }: StationChange,
  { recipient, stream, sequence, digest, state }: SentBatch,
  { channel, carrier, details = {} }: Departure,
): Promise<void> {
  const changedAt = toInstant(environment.now());
  await updateSent(ledger, digest, { state: state === 'packed' ? 'sent' : state, channel, changedAt });
  await record({
    command: channel === 'media' ? 'media write' : 'send',
    act: 'batch-sent',
    party: recipient,
    batch: { sender, recipient, stream, sequence, digest },
    result: 'sent',
    details: { channel, carrier, ...details },
  });
}
