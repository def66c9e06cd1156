import { setTimeout } from 'node:timers/promises';
import { openStation, readSettings, readStatus, type Station, type StationStatus } from '@scelle/station';
import { listUnrecorded } from '@scelle/station/internal';
import { type ErrorDocument, isDescribedError, toErrorDocument } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import { exitStatus } from '../kernel/exit-status.ts';
import type { Line } from '../kernel/line.ts';
import { locateStation, type StationOptions } from '../kernel/station.ts';
import type { ShownSet } from '../media/en.ts';
import { formatSets, listShownSets } from '../media/waiting-sets.ts';
import type { ShownUpload } from '../network/en.ts';
import { formatUploads, listUploads } from '../network/upload.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { formatFiles, formatStatus } from './views.ts';

const texts = { en, fr };

/** Options of `scelle status`. */
export interface StatusOptions extends StationOptions {
  readonly watch?: boolean;
}

const WATCH_INTERVAL = 2000;

/** `scelle status`: tells how things stand, and by the exit status whether a person is needed. */
export async function status(context: CommandContext, options: StatusOptions): Promise<CommandResult> {
  using station = await openStation(locateStation(context, options), { readOnly: true });
  if (options.watch === true) await watch(context, () => look(context, station));
  const now = await look(context, station);
  return {
    status: now.needsPerson ? exitStatus.attention : exitStatus.done,
    document: now,
    lines: formatLines(context, now),
  };
}

/** How things stand, and what stops the other commands. */
interface ShownStatus extends StationStatus {
  /** What was announced over the network and has not come whole. */
  readonly uploads: readonly ShownUpload[];
  /** Sets of discs that were begun to be read, and of which something is missing. */
  readonly sets: readonly ShownSet[];
  /** Copies of batches that the ledger does not name; each is to be received. */
  readonly unrecorded: readonly string[];
  /** The mistakes of scelle.toml; null where there are none. */
  readonly settings: ErrorDocument | null;
}

async function look({ language }: CommandContext, station: Station): Promise<ShownStatus> {
  const inLedger = await readStatus(station);
  const uploads = await listUploads(station.layout.uploads);
  const sets = await listShownSets(station.layout.discSessions);
  const unrecorded = await listUnrecorded(station);
  const needsPerson = inLedger.needsPerson || sets.length + unrecorded.length > 0;
  const now = { ...inLedger, uploads, sets, unrecorded, needsPerson };
  try {
    await readSettings(station.layout.settings, station.name);
    return { ...now, settings: null };
  } catch (error) {
    if (!isDescribedError(error)) throw error;
    return { ...now, needsPerson: true, settings: toErrorDocument(error, language) };
  }
}

function formatLines(context: CommandContext, now: ShownStatus): readonly Line[] {
  const { settings, uploads, sets, unrecorded } = now;
  const mistakes = settings === null ? [] : [...(settings.reasons ?? []), settings];
  return [
    ...mistakes.map(({ message: text }): Line => ({ text, tone: 'bad' })),
    ...formatStatus(now, texts[context.language].statusWords),
    ...(uploads.length > 0 ? formatUploads(context, uploads) : []),
    ...formatSets(context, sets),
    ...formatFiles(texts[context.language].unrecorded, unrecorded),
  ];
}

/** Shows the status anew whenever it changes, until a signal comes. */
async function watch(context: CommandContext, read: () => Promise<ShownStatus>): Promise<void> {
  const { terminal, interruption } = context;
  let shown = '';
  while (!interruption.signal.aborted) {
    const now = await read();
    const text = JSON.stringify(now);
    if (text !== shown) for (const line of formatLines(context, now)) terminal.notice(line);
    shown = text;
    await setTimeout(WATCH_INTERVAL, undefined, { signal: interruption.signal }).catch(() => undefined);
  }
}
