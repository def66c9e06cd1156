import { readdir } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ReceptionState } from '../ports/reception.ts';
import type { Gauge } from '../telling/metrics.ts';
import { type OpenUpload, sumByPeer } from '../uploads/upload-store.ts';
import type { Work } from './work.ts';

/** How finely the delay of the event loop is looked at, in milliseconds. */
const RESOLUTION = 20;

/** What is measured of a receiver, and what ends the measuring. Labels are names of parties that a card introduced. */
export function createGauges(
  findWork: () => Work,
  connections: { readonly known: () => number; readonly unadmitted: () => number },
): { readonly gauges: readonly Gauge[]; readonly end: () => void } {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  const startedAt = Date.now();
  const gauges: readonly Gauge[] = [
    { name: 'scelle_connections', help: 'Open connections of peers.', read: connections.known },
    {
      name: 'scelle_unadmitted_connections',
      help: 'Connections whose certificate was not shown yet.',
      read: connections.unadmitted,
    },
    ...uploadGauges(findWork),
    ...stationGauges(findWork),
    {
      name: 'process_start_time_seconds',
      help: 'When the receiver started.',
      read: () => startedAt / 1000,
    },
    { name: 'process_resident_memory_bytes', help: 'Memory.', read: () => process.memoryUsage.rss() },
    { name: 'process_open_fds', help: 'Open files and connections.', read: countOpenFiles },
    {
      name: 'scelle_event_loop_lag_seconds',
      help: 'The longest that the receiver was not at hand since it was asked the last time.',
      read: () => takeLongest(delay),
    },
  ];
  return { gauges, end: () => void delay.disable() };
}

function uploadGauges(findWork: () => Work): readonly Gauge[] {
  const byPeer = (bytesOf: (upload: OpenUpload) => number | Promise<number>) => async () => {
    const uploads = findWork().register.list();
    const held = await Array.fromAsync(uploads, async (each) => ({ peer: each.peer, bytes: await bytesOf(each) }));
    const sums = sumByPeer(held);
    return [...sums].map(([peer, value]) => ({ labels: { peer }, value }));
  };
  return [
    {
      name: 'scelle_open_uploads',
      help: 'Uploads that are not delivered yet.',
      read: () => findWork().register.list().length,
    },
    {
      name: 'scelle_upload_held_bytes',
      help: 'Bytes of them that are here, by peer.',
      read: byPeer((each) => each.offset),
    },
    {
      name: 'scelle_upload_claimed_bytes',
      help: 'Bytes that are kept free for them, by peer.',
      read: byPeer((upload) => findWork().register.claimOf(upload)),
    },
    {
      name: 'scelle_free_bytes',
      help: 'Bytes of the disc that uploads may take, promised or not.',
      read: async () => {
        const { register, limits } = findWork();
        return (await register.store.freeBytes()) - limits.reservedBytes;
      },
    },
    {
      name: 'scelle_ready',
      help: 'Whether a batch can be taken now.',
      read: async () => ((await findUnready(findWork())).length === 0 ? 1 : 0),
    },
  ];
}

function stationGauges(findWork: () => Work): readonly Gauge[] {
  const read = async (tell: (state: ReceptionState) => ReturnType<Gauge['read']>) => {
    const state = await findWork().reception.readState?.();
    return state === undefined ? null : tell(state);
  };
  return [
    {
      name: 'scelle_waiting_batches',
      help: 'Batches that nobody has fetched or opened yet.',
      read: () => read(({ waiting }) => waiting),
    },
    {
      name: 'scelle_oldest_waiting_seconds',
      help: 'Age of the oldest of them; 0 where none waits.',
      read: () =>
        read(({ oldestWaiting }) => {
          if (oldestWaiting === null) return 0;
          return Math.max(0, (findWork().now().getTime() - Date.parse(oldestWaiting)) / 1000);
        }),
    },
    {
      name: 'scelle_last_pull_timestamp_seconds',
      help: 'When the principal last asked for what waits; when the receiver started where it has not yet.',
      read: () => (findWork().reception.outlet === undefined ? null : findWork().lastPull.at.getTime() / 1000),
    },
    {
      name: 'scelle_certificate_end_timestamp_seconds',
      help: 'When the certificate of the receiver ends.',
      read: () => {
        const { certificate } = findWork();
        return certificate && certificate.to.getTime() / 1000;
      },
    },
    {
      name: 'scelle_channel_open',
      help: 'Whether the channel is open, by peer.',
      read: () =>
        read(({ channels }) =>
          channels.map(({ peer, state }) => ({ labels: { peer }, value: state === 'open' ? 1 : 0 })),
        ),
    },
  ];
}

/** Null where the system does not tell. */
async function countOpenFiles(): Promise<number | null> {
  return (await readdir('/proc/self/fd').catch(() => null))?.length ?? null;
}

function takeLongest(delay: ReturnType<typeof monitorEventLoopDelay>): number {
  const longest = Math.max(0, delay.max / 1e9 - RESOLUTION / 1000);
  delay.reset();
  return Number.isFinite(longest) ? longest : 0;
}

/** Why a receiver can take no batch now. */
export type Unready =
  /** It is about to end. */
  | 'stopping'
  /** No byte is free but those of the reserve, or no file can be made. */
  | 'space-exhausted'
  /** What is free is promised to uploads that are coming. */
  | 'space-claimed'
  /** The folder of the uploads is not there or cannot be written to. */
  | 'uploads-unusable'
  /** Its certificate has ended, or has not begun. */
  | 'certificate-invalid'
  /** The station cannot be read, or lacks what it receives with. */
  | 'station-unusable';

/** What keeps a receiver from taking a batch at this moment; nothing where it is ready. */
export async function findUnready(work: Work): Promise<readonly Unready[]> {
  const found = await Promise.all([judgeSpace(work), judgeStation(work)]);
  const { certificate } = work;
  const isValid = certificate === null || (certificate.from <= work.now() && work.now() <= certificate.to);
  return [
    ...(work.isStopping() ? (['stopping'] as const) : []),
    ...found.flat(),
    ...(isValid ? [] : (['certificate-invalid'] as const)),
  ];
}

async function judgeSpace({ register, limits }: Work): Promise<readonly Unready[]> {
  try {
    if (!(await register.store.canCreate())) return ['space-exhausted'];
    const free = (await register.store.freeBytes()) - limits.reservedBytes;
    if (free <= 0) return ['space-exhausted'];
    const claims = await Array.fromAsync(register.list(), (upload) => register.claimOf(upload));
    const claimed = claims.reduce((sum, each) => sum + each, 0);
    return claimed >= free ? ['space-claimed'] : [];
  } catch {
    return ['uploads-unusable'];
  }
}

async function judgeStation({ reception }: Work): Promise<readonly Unready[]> {
  try {
    const state = await reception.readState?.();
    return state === undefined || state.isUsable ? [] : ['station-unusable'];
  } catch {
    return ['station-unusable'];
  }
}
