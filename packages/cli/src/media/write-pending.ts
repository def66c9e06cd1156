import { dirname } from 'node:path';
import { type DiscType, type WrittenSet, writeMediaSet } from '@scelle/media';
import { findCurrentCard, type OpenedStation, type OutgoingBatch, StationError } from '@scelle/station';
import {
  type HandOver,
  type IssuedReceipt,
  listForDiscs,
  listReceiptsForDiscs,
  recordPackedDiscs,
  requireMediaAllowed,
  requireSigning,
  setKeyWords,
  toHandOverDetails,
  type WaitingBatches,
} from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { exitStatus } from '../kernel/exit-status.ts';
import { clearStalePartials } from '../kernel/files.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { loadStationSigner } from '../keys/station-keys.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { type HandOverOptions, listDiscItems, toDiscSet, toHandOver, toPaperHandOver } from './hand-over.ts';
import { showMediaProgress } from './progress.ts';

const texts = { en, fr };

/** Options of `scelle media write --pending` and `--receipts`. */
export interface MediaWritePendingOptions extends StationOptions, HandOverOptions {
  readonly pending?: boolean;
  readonly to?: string;
  /** The peer whose receipts go along. */
  readonly receipts?: string;
  readonly again?: boolean;
  readonly packedBy?: string;
  readonly passphraseFile?: string;
  readonly disc: DiscType | number;
  readonly parity?: number;
  readonly spareDiscs?: number;
  readonly iso?: boolean;
  readonly label?: string;
  readonly contact?: string;
  readonly out: string;
}

/** What goes onto the discs, and to whom. */
interface Parcel {
  readonly recipient: string;
  readonly batches: readonly OutgoingBatch[];
  readonly receipts: readonly IssuedReceipt[];
  readonly handOver: HandOver;
}

/** `scelle media write --pending`: lays what waits at a station out on discs, and notes that it has left. */
export async function mediaWritePending(
  context: CommandContext,
  options: MediaWritePendingOptions,
): Promise<CommandResult> {
  const handOver = toHandOver(options, options.packedBy);
  // What the custody log cannot hold must not show only when the discs are written.
  toHandOverDetails(handOver);
  await clearStalePartials(dirname(options.out), context);
  using opened = await openForCommand(context, options, 'media write');
  const waiting = await findWaiting(opened, options);
  for (const { batch, missing } of waiting.unsigned) {
    context.terminal.notice({
      text: texts[context.language].batchUnsigned({ file: batch.file, missing }),
      tone: 'warning',
    });
  }
  const recipient = await chooseRecipient(opened, waiting, options);
  const receipts = recipient === null ? [] : await findReceipts(opened, options);
  if (recipient === null || waiting.ready.length + receipts.length === 0) return reportNothing(context, waiting);
  requireMediaAllowed(opened.settings, recipient);
  const parcel = { recipient, batches: waiting.ready, receipts, handOver };
  const written = await write(context, opened, parcel, options);
  const words = setKeyWords(written.setKey, 'en');
  const document = { out: options.out, ...written, words, unsigned: listFiles(waiting.unsigned) };
  return { document, lines: texts[context.language].setWritten(document) };
}

async function findWaiting(
  { station, settings }: OpenedStation,
  { pending, to, receipts, again = false }: MediaWritePendingOptions,
): Promise<WaitingBatches> {
  const recipient = to ?? receipts;
  if (pending !== true) return { ready: [], unsigned: [] };
  return listForDiscs(station, settings, { again, ...(recipient !== undefined && { recipient }) });
}

/** To whom the set goes; null where nothing waits. Throws `option-missing`, `options-conflict`, `peer-unknown`. */
async function chooseRecipient(
  { station }: OpenedStation,
  { ready }: WaitingBatches,
  { to, receipts }: MediaWritePendingOptions,
): Promise<string | null> {
  if (to !== undefined && receipts !== undefined && to !== receipts) {
    throw new CliError('options-conflict', { name: `--to ${to}`, found: `--receipts ${receipts}` });
  }
  const recipients = new Set(ready.map(({ batch }) => batch.recipient));
  const named = to ?? receipts;
  if (named === undefined && recipients.size > 1) throw new CliError('option-missing', { name: '--to <PEER>' });
  const [recipient = null] = named === undefined ? recipients : [named];
  if (recipient !== null && (await findCurrentCard(station.ledger, recipient)) === null) {
    throw new StationError('peer-unknown', { name: recipient });
  }
  return recipient;
}

async function findReceipts(
  { station }: OpenedStation,
  { receipts: party, again = false }: MediaWritePendingOptions,
): Promise<readonly IssuedReceipt[]> {
  return party === undefined ? [] : await listReceiptsForDiscs(station, { party, again });
}

function reportNothing({ language }: CommandContext, { unsigned }: WaitingBatches): CommandResult {
  return {
    status: unsigned.length === 0 ? exitStatus.done : exitStatus.waiting,
    document: { setKey: null, unsigned: listFiles(unsigned) },
    lines: [texts[language].nothingForDiscs],
  };
}

function listFiles(batches: readonly OutgoingBatch[]): string[] {
  return batches.map(({ batch }) => batch.file);
}

async function write(
  context: CommandContext,
  { station, settings }: OpenedStation,
  parcel: Parcel,
  options: MediaWritePendingOptions,
): Promise<WrittenSet> {
  const { recipient, batches, receipts } = parcel;
  const { disc, parity, spareDiscs, iso = false, label, contact, out } = options;
  const { language } = context;
  const parties = { sender: station.name, recipient };
  const signer = await loadStationSigner(context, station, options);
  try {
    await requireSigning(station, settings, signer);
    return await writeMediaSet({ batches: batches.map(({ path }) => path), receipts, parties }, signer, {
      out,
      disc,
      ...(parity !== undefined && { parity }),
      ...(spareDiscs !== undefined && { spareDiscs }),
      ...(label !== undefined && { label }),
      ...(contact !== undefined && { contact }),
      images: iso,
      language,
      signal: context.interruption.signal,
      digestWords: (setKey) => setKeyWords(setKey, 'en'),
      handOver: toPaperHandOver(parcel.handOver),
      onProgress: showMediaProgress(context),
      onPublished: ({ setKey, description }) =>
        recordPackedDiscs(station, {
          set: toDiscSet(setKey, description, recipient),
          spareDiscs: description.discs.filter(({ kind }) => kind === 'spare').length,
          items: listDiscItems(description),
          batches: batches.map(({ batch }) => batch),
          handOver: parcel.handOver,
        }),
    });
  } finally {
    signer.wipe();
  }
}
