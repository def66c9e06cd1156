import { createPublishedFile, encodePublicKey, type PublishedFile } from '@scelle/core';
import { exportEntries, findNewestHead, readUnattendedPublicKey, signatureFileOf } from '@scelle/station';
import type { CommandContext, CommandResult } from '../command-context.ts';
import { publishTogether } from '../files/publish-together.ts';
import { headFileOf } from '../station/custody-files.ts';
import { openDesk, type StationOptions } from '../station/open-desk.ts';

/** Options of `scelle custody export`. */
export interface CustodyExportOptions extends StationOptions {
  readonly out: string;
}

/** `scelle custody export`: writes the custody log with its signed head and the key that checks it. */
export async function custodyExport(context: CommandContext, options: CustodyExportOptions): Promise<CommandResult> {
  const { out } = options;
  using desk = await openDesk(context, options, 'custody export');
  const { database, layout } = desk.station;
  const head = findNewestHead(database);
  const key = encodePublicKey(await readUnattendedPublicKey(layout, 'custody'));
  const parts: readonly (readonly [path: string, pieces: Iterable<Uint8Array>])[] = [
    [out, exportEntries(database)],
    [headFileOf(out), head ? [head.document] : []],
    [signatureFileOf(headFileOf(out)), head ? [head.signature] : []],
    [`${out}.pub`, [key]],
  ];
  await using files = new AsyncDisposableStack();
  const waiting = [];
  for (const [path, pieces] of parts) {
    const file = files.use(await createPublishedFile(path));
    await append(file, pieces);
    waiting.push({ path, file });
  }
  await publishTogether(waiting);
  const document = { files: parts.map(([path]) => path) };
  return { document, lines: context.texts.custodyExported(document) };
}

async function append(file: PublishedFile, pieces: Iterable<Uint8Array>): Promise<void> {
  let position = 0;
  for (const bytes of pieces) {
    await file.write(position, bytes);
    position += bytes.length;
  }
}
