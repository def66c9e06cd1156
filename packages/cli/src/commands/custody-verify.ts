import type { PublicKey } from '@scelle/core';
import {
  type CheckedChain,
  readUnattendedPublicKey,
  StationError,
  signatureFileOf,
  verifyCustody,
  verifyCustodyExport,
} from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { exitStatus } from '../exit-status.ts';
import { readSmallFile } from '../files/read-small-file.ts';
import { loadPublicKey } from '../keys/load-keys.ts';
import { loadAnchors } from '../station/custody-anchors.ts';
import { headFileOf } from '../station/custody-files.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle custody verify`. */
export interface CustodyVerifyOptions extends StationOptions {
  /** Receipts and signed heads that were kept elsewhere. */
  readonly against?: readonly string[];
  /** The custody key of the station whose log was exported. */
  readonly key?: string;
}

const MAX_EXPORT_BYTES = 1 << 30;
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
  const first = { text: context.texts.custodyBroken({ entries, problems: problems.length }), tone: 'bad' } as const;
  return { status: exitStatus.rejected, document, lines: [first, ...described.map(({ message }) => message)] };
}

async function verifyOwn(context: CommandContext, options: CustodyVerifyOptions): Promise<CheckedChain> {
  using desk = await openDesk(context, options, 'custody verify');
  const { layout, database } = desk.station;
  const keys = [await readUnattendedPublicKey(layout, 'custody')];
  return verifyCustody(database, { keys, anchors: await loadAnchors(options.against ?? [], keys) });
}

async function verifyExport(
  context: CommandContext,
  file: string,
  options: CustodyVerifyOptions,
): Promise<CheckedChain> {
  const keys = [await findKey(context, options)];
  const anchors = await loadAnchors(options.against ?? [], keys);
  const text = new TextDecoder().decode(await readSmallFile(file, MAX_EXPORT_BYTES));
  const head = headFileOf(file);
  const document = await readSmallFile(head, MAX_DOCUMENT_BYTES);
  const signature = await readSmallFile(signatureFileOf(head), MAX_DOCUMENT_BYTES);
  return verifyCustodyExport(linesOf(text), [{ document, signature }], { keys, anchors });
}

/** With a key, no station is needed: an expert has only the files. */
async function findKey(context: CommandContext, options: CustodyVerifyOptions): Promise<PublicKey> {
  if (options.key !== undefined) return loadPublicKey(options.key);
  using desk = await openDesk(context, options, 'custody verify');
  return await readUnattendedPublicKey(desk.station.layout, 'custody');
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
