import type { PublicKey } from '@scelle/core';
import {
  type CheckedChain,
  openStation,
  readUnattendedPublicKey,
  type Station,
  StationError,
  signatureFileOf,
  verifyCustody,
  verifyCustodyExport,
} from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { CliError } from '../errors/cli-error.ts';
import { exitStatus } from '../exit-status.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { loadPublicKey } from '../keys/load-keys.ts';
import { type LogKeys, loadAnchors } from '../station/custody-anchors.ts';
import { headFileOf } from '../station/custody-files.ts';
import { locateStation, type StationOptions } from '../station/open-desk.ts';
import { readCustodyExport } from '../station/read-custody-export.ts';

/** Options of `scelle custody verify`. */
export interface CustodyVerifyOptions extends StationOptions {
  /** Receipts and signed heads that were kept elsewhere. */
  readonly against?: readonly string[];
  /** The custody key of the station whose log was exported. */
  readonly key?: string;
  /** The key of that station for receipts, of the stage of those that are given. */
  readonly receiptKey?: string;
}

const MAX_DOCUMENT_BYTES = 4096;

/** `scelle custody verify`: finds edits, removals, reorderings and truncation of a custody log. */
export async function custodyVerify(
  context: CommandContext,
  file: string | undefined,
  options: CustodyVerifyOptions,
): Promise<CommandResult> {
  const { entries, hash, problems } =
    file === undefined ? await verifyOwn(context, options) : await verifyExport(context, file, options);
  const described = problems.map(({ code, details }) => {
    const message = new StationError(code, details).describe(context.language);
    return { code, message, details };
  });
  const document = { entries, hash, problems: described };
  if (problems.length === 0) {
    return { document, lines: [{ text: context.texts.custodyIntact({ entries, hash }), tone: 'good' }] };
  }
  // With the wrong key nothing verifies, and nothing else is wrong.
  const isUnsigned = problems.every(({ code }) => code === 'custody-head-signature');
  const { custodyUnsigned, custodyBroken } = context.texts;
  const text = isUnsigned ? custodyUnsigned({ entries }) : custodyBroken({ entries, problems: problems.length });
  const lines = [{ text, tone: 'bad' } as const, ...described.map(({ message }) => message)];
  return { status: exitStatus.rejected, document, lines };
}

/** The station is only looked at: opening it would sign how far its log has come, whatever was done to that. */
async function verifyOwn(context: CommandContext, options: CustodyVerifyOptions): Promise<CheckedChain> {
  using station = await openStation(locateStation(context, options), { readOnly: true });
  const keys = await keysOf(station);
  const anchors = await loadAnchors(options.against ?? [], keys);
  return verifyCustody(station.database, { keys: [keys.custody], anchors });
}

async function verifyExport(
  context: CommandContext,
  file: string,
  options: CustodyVerifyOptions,
): Promise<CheckedChain> {
  const keys = await findKeys(context, options);
  const anchors = await loadAnchors(options.against ?? [], keys);
  const head = headFileOf(file);
  const document = await readSmallFile(head, MAX_DOCUMENT_BYTES);
  const signature = await readSmallFile(signatureFileOf(head), MAX_DOCUMENT_BYTES);
  return verifyCustodyExport(readCustodyExport(file), [{ document, signature }], { keys: [keys.custody], anchors });
}

/** With a key, no station is needed: an expert has only the files. */
async function findKeys(context: CommandContext, options: CustodyVerifyOptions): Promise<LogKeys> {
  const { key, receiptKey } = options;
  if (key === undefined) {
    using station = await openStation(locateStation(context, options), { readOnly: true });
    return await keysOf(station);
  }
  return { custody: await loadPublicKey(key), receipts: () => loadReceiptKey(receiptKey) };
}

async function loadReceiptKey(file: string | undefined): Promise<PublicKey> {
  if (file === undefined) throw new CliError('option-missing', { name: '--receipt-key' });
  return loadPublicKey(file);
}

async function keysOf({ layout }: Station): Promise<LogKeys> {
  return {
    custody: await readUnattendedPublicKey(layout, 'custody'),
    receipts: (stage) => readUnattendedPublicKey(layout, stage),
  };
}
