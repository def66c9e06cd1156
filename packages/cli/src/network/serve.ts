import { toInstant } from '@scelle/core';
import { toSystemCode } from '@scelle/core/internal';
import {
  createMetricsServer,
  createReceiver,
  type LogEvent,
  type MetricsServer,
  openFileUploadStore,
  type Receiver,
} from '@scelle/interconnect';
import type { OpenedStation } from '@scelle/station';
import { createReception, findCurrentCard, type Station } from '@scelle/station';
import { requireNoOpeningKey, requireShownCertificate, runAlone } from '@scelle/station/internal';
import { CliError } from '../errors/cli-error.ts';
import type { CommandContext, CommandResult } from '../kernel/context.ts';
import type { Endpoint } from '../kernel/parsers.ts';
import { openForCommand, type StationOptions } from '../kernel/station.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';

const texts = { en, fr };

/** Options of `scelle serve`. */
export interface ServeOptions extends StationOptions {
  readonly listen?: Endpoint;
  readonly metrics?: Endpoint;
}

/** Where a receiver listens whose card names no port. */
const DEFAULT_PORT = 8443;

/** How often it looks whether another certificate is in use, in milliseconds. */
const IDENTITY_INTERVAL = 2_000;

/** `scelle serve`: receives batches from the network until a signal comes. */
export async function serve(context: CommandContext, options: ServeOptions): Promise<CommandResult> {
  using opened = await openForCommand(context, options, 'serve');
  const { station, settings } = opened;
  await requireNoOpeningKey(station, settings);
  // A service gets it from those who take it for "read the settings again"; at a terminal it means that this is gone.
  if (!process.stderr.isTTY) context.interruption.outliveTerminal();
  return await runAlone(station, 'serve', async () => {
    const receiver = await listen(context, opened, options);
    const metrics = await showMetrics(receiver, options);
    await recordServing(station, 'receiver-started');
    context.terminal.notice(
      texts[context.language].serving({ port: receiver.port, metricsPort: metrics?.port ?? null }),
    );
    await untilSignal(context);
    await metrics?.stop();
    await receiver.stop();
    await recordServing(station, 'receiver-stopped');
    return { document: { port: receiver.port }, lines: [] };
  });
}

async function listen(
  context: CommandContext,
  { station, settings }: OpenedStation,
  { listen: endpoint }: ServeOptions,
): Promise<Receiver> {
  const { host, port } = endpoint ?? { host: undefined, port: await findOwnPort(station) };
  const { reservedBytes, maxOpenUploads } = settings.network;
  try {
    return await createReceiver({
      reception: createReception(station, settings),
      identity: () => requireShownCertificate(station, settings),
      identityInterval: IDENTITY_INTERVAL,
      store: await openFileUploadStore(station.layout.uploads, { reservedBytes }),
      ...(host !== undefined && { host }),
      port,
      limits: { reservedBytes, maxOpenUploads },
      log: (event) => writeLog(context, station, event),
    });
  } catch (error) {
    throw toListenError(error, port);
  }
}

async function showMetrics(receiver: Receiver, { metrics: endpoint }: ServeOptions): Promise<MetricsServer | null> {
  if (endpoint === undefined) return null;
  const { host, port } = endpoint;
  try {
    return await createMetricsServer(receiver, { port, ...(host !== undefined && { host }) });
  } catch (error) {
    await receiver.stop();
    throw toListenError(error, port);
  }
}

/** The port that the card of this station names. */
async function findOwnPort({ ledger, name }: Station): Promise<number> {
  const address = (await findCurrentCard(ledger, name))?.card.address;
  if (!address) return DEFAULT_PORT;
  const { port } = new URL(address);
  return port === '' ? 443 : Number(port);
}

/** One line of JSON an event, for the journal. */
function writeLog({ terminal }: CommandContext, { environment }: Station, event: LogEvent): void {
  terminal.notice(JSON.stringify({ at: toInstant(environment.now()), ...event }));
}

async function recordServing(station: Station, act: 'receiver-started' | 'receiver-stopped'): Promise<void> {
  await station.change((inside) => inside.record({ command: 'serve', act, result: 'done' }));
}

async function untilSignal({ interruption: { signal } }: CommandContext): Promise<void> {
  if (signal.aborted) throw new CliError('interrupted');
  // biome-ignore lint/plugin: it waits for a signal, and for nothing else; the receiver keeps the process.
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** What the system says where a port cannot be had. */
const portCodes: readonly string[] = ['EADDRINUSE', 'EACCES', 'EADDRNOTAVAIL', 'ENOTFOUND'];

/** The error to throw where listening failed: `port-unavailable`; anything else is kept. */
export function toListenError(error: unknown, port: number): unknown {
  const found = toSystemCode(error) ?? '';
  return portCodes.includes(found)
    ? new CliError('port-unavailable', { found, expected: port }, { cause: error })
    : error;
}
