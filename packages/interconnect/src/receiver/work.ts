import { InterconnectError } from '../errors/interconnect-error.ts';
import type { Caller, Reception } from '../ports/reception.ts';
import type { ReceiverLimits } from '../protocol/limits.ts';
import type { Log } from '../telling/log.ts';
import type { Metrics } from '../telling/metrics.ts';
import type { UploadRegister } from '../uploads/upload-store.ts';
import type { KeyedMutex, Writers } from '../uploads/writers.ts';

/** What the parts of a receiver work with. */
export interface Work {
  readonly reception: Reception;
  readonly register: UploadRegister;
  readonly writers: Writers;
  readonly limits: ReceiverLimits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => Date;
  /** Between when the certificate that the receiver shows is valid; null where it is not known which one that is. */
  readonly certificate: { readonly from: Date; readonly to: Date } | null;
  /** When the principal last asked for what waits. */
  readonly lastPull: { at: Date };
  readonly isStopping: () => boolean;
  /** Work on one upload is done by one caller at a time, and few may wait. Throws `receiver-busy`. */
  readonly exclusively: KeyedMutex;
  /** Bounds how much is verified at the same time. */
  readonly withPermit: <Result>(perform: () => Promise<Result>) => Promise<Result>;
}

/** Whether a party may hand over at this moment. */
export async function mayHandOver(reception: Reception, peer: string): Promise<boolean> {
  if ((await reception.isAdmitted?.(peer)) === false) return false;
  return (await reception.findNotice(peer))?.state !== 'suspended';
}

/** Throws `certificate-unknown` where the peer counts as a stranger by now, and otherwise as `requireOpenChannel` does. */
export async function requirePeer(work: Work, peer: string): Promise<void> {
  if ((await work.reception.isAdmitted?.(peer)) === false) throw new InterconnectError('certificate-unknown');
  await requireOpenChannel(work, { name: peer });
}

/** Throws `channel-suspended`, with the notice, where the recipient has suspended the channel with the caller. */
export async function requireOpenChannel({ reception }: Work, { name }: Pick<Caller, 'name'>): Promise<void> {
  const known = await reception.findNotice(name);
  if (known?.state !== 'suspended') return;
  throw new InterconnectError('channel-suspended', { name }, { notice: known.signed });
}
