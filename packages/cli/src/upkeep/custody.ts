import { createPublishedFile, encodePublicKey, type PublishedFile } from '@scelle/core';
import { Disposables } from '@scelle/core/internal';
import { findReceivedBatch, type Station } from '@scelle/station';
import {
  type CustodyEntry,
  exportEntries,
  findNewestHead,
  findSentByName,
  listBatchLife,
  readUnattendedPublicKey,
  signatureFileOf,
} from '@scelle/station/internal';
import { renderTablePage } from '@scelle/verify/internal';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { publishTogether } from '../kernel/files.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatBatchLife, toLifeRow } from './views.ts';

const texts = { en, fr };

/** Options of `scelle custody show`. */
export interface CustodyShowOptions extends StationOptions {
  readonly report?: string;
}

/** What is known of a batch's life. */
interface BatchLife {
  readonly batch: string;
  readonly manifestDigest: string;
  readonly entries: readonly CustodyEntry[];
}

/** `scelle custody show`: the life of a batch at this station, act by act. */
export async function custodyShow(
  context: CommandContext,
  name: string,
  options: CustodyShowOptions,
): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'custody show');
  const { station } = opened;
  const digest = await findDigest(station, name);
  const entries = await listBatchLife(station.ledger, digest);
  const document = { batch: name, manifestDigest: digest, entries };
  if (options.report !== undefined) await writePage(context, station, document, options.report);
  return { document, lines: formatBatchLife(entries, texts[context.language].acts) };
}

async function findDigest(station: Station, name: string): Promise<string> {
  return (
    (await findSentByName(station.ledger, name))?.digest ?? (await findReceivedBatch(station, name)).identity.digest
  );
}

async function writePage(
  { language }: CommandContext,
  { name: station }: Station,
  { batch: subject, manifestDigest, entries }: BatchLife,
  path: string,
): Promise<void> {
  const { acts, batchLifePage } = texts[language];
  const { title, heading, columns, labels } = batchLifePage;
  const facts = [
    { label: labels.station, value: station },
    { label: labels.manifest, value: manifestDigest },
  ];
  const rows = entries.map((entry) => toLifeRow(entry, acts));
  await using file = await createPublishedFile(path);
  const page = renderTablePage({ title, subject, facts, heading, columns, rows }, { language });
  await file.write(0, new TextEncoder().encode(page));
  await file.publish();
}

/** Options of `scelle custody export`. */
export interface CustodyExportOptions extends StationOptions {
  readonly out: string;
}

/** `scelle custody export`: writes the custody log with its signed head and the key that checks it. */
export async function custodyExport(context: CommandContext, options: CustodyExportOptions): Promise<CommandResult> {
  const { out } = options;
  using opened = await openForCommand(context, options, 'custody export');
  const { ledger, layout } = opened.station;
  const head = await findNewestHead(ledger);
  const key = encodePublicKey(await readUnattendedPublicKey(layout, 'custody'));
  const parts: readonly (readonly [path: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>])[] = [
    [out, exportEntries(ledger)],
    [headFileOf(out), head ? [head.document] : []],
    [signatureFileOf(headFileOf(out)), head ? [head.signature] : []],
    [`${out}.pub`, [key]],
  ];
  await using files = new Disposables();
  const waiting = [];
  for (const [path, pieces] of parts) {
    const file = files.use(await createPublishedFile(path));
    await append(file, pieces);
    waiting.push({ path, file });
  }
  await publishTogether(waiting);
  const document = { files: parts.map(([path]) => path) };
  return { document, lines: document.files };
}

async function append(file: PublishedFile, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  let position = 0;
  for await (const bytes of pieces) {
    await file.write(position, bytes);
    position += bytes.length;
  }
}

/** The signed head that comes with an exported custody log lies beside it. */
export function headFileOf(file: string): string {
  return `${file}.head.json`;
}
