import { readContainer, ScelleError } from '@scelle/core';
import { toSha256Hex } from '@scelle/core/internal';
import { InterconnectError } from '../errors/interconnect-error.ts';
import type { SignedDocument } from '../ports/documents.ts';
import type { DeliveryResult } from '../ports/reception.ts';
import { encodeAnnouncement } from '../protocol/announcement.ts';
import { tellFailure } from '../telling/log.ts';
import type { OpenUpload, WholeUpload } from '../uploads/upload-store.ts';
import { requirePeer, type Work } from './work.ts';

/**
 * Hands a complete upload over to the intake and gives the receipts issued. It is done once, whoever asks, and can be
 * done again after a crash at any point. Throws `certificate-unknown`, `channel-suspended`, `upload-mismatch`, `upload-damaged`, `storage-full`,
 * `receiver-busy`.
 */
export async function deliverUpload(work: Work, id: string): Promise<readonly SignedDocument[]> {
  return work.exclusively(`deliver ${id}`, async () => {
    const upload = await work.register.refresh(id);
    // Somebody else has just delivered it.
    if (upload === null) throw new InterconnectError('resource-unknown');
    // It may have been suspended or revoked while the bytes came, or while the receiver was down. They stay.
    await requirePeer(work, upload.peer);
    const started = performance.now();
    const { outcome, receipts } = await work.withPermit(() => deliver(work, upload));
    await work.register.remove(id);
    const milliseconds = Math.round(performance.now() - started);
    work.metrics.add('scelle_batches_total', 1, { outcome });
    work.metrics.observe('scelle_delivery_seconds', milliseconds / 1000);
    const { peer, manifest, bytes } = upload;
    work.log({ event: 'batch-received', peer, manifest, result: outcome, bytes, milliseconds });
    return receipts;
  });
}

/** Removes an upload, but not while it is being delivered: the intake may be about to move its file. */
export function forgetUpload({ register, exclusively }: Work, id: string): Promise<void> {
  return exclusively(`deliver ${id}`, () => register.remove(id));
}

async function deliver(work: Work, upload: OpenUpload): Promise<DeliveryResult> {
  try {
    const whole = await work.register.store.openWhole(upload.id);
    await using source = whole.source;
    if (!(await isAsAnnounced(whole, upload))) throw new InterconnectError('upload-mismatch');
    const file = whole.file === undefined ? {} : { file: whole.file };
    // A suspension or revocation counts from its moment on, however long a verification takes.
    const checkBeforeKeeping = () => requirePeer(work, upload.peer);
    const delivery = { channel: 'network', origin: upload.peer, ...file, checkBeforeKeeping } as const;
    const result = await work.reception.intake.deliver(source, delivery);
    if (result.outcome !== 'quarantined') return result;
    throw new InterconnectError('upload-damaged', { found: result.report.codes.join(', ') });
  } catch (error) {
    const told = toAnswer(error);
    const isUseless = told instanceof InterconnectError && useless.includes(told.code);
    if (isUseless) await work.register.remove(upload.id);
    throw told;
  }
}

/** What must be sent again from its beginning. */
const useless: readonly string[] = ['upload-mismatch', 'upload-damaged'];

/** Threat: another batch in place of the one that was judged. The announcement pins all but the payload, whose digest the manifest has. */
async function isAsAnnounced({ source }: WholeUpload, { id }: OpenUpload): Promise<boolean> {
  try {
    return toSha256Hex(encodeAnnouncement(await readContainer(source))) === id;
  } catch (error) {
    if (ScelleError.is(error) && error.code.startsWith('container-')) return false;
    throw error;
  }
}

const answers: Readonly<Record<string, 'storage-full' | 'receiver-busy'>> = {
  'target-full': 'storage-full',
  'ledger-full': 'storage-full',
  // It would be delivered once the clock is right, which its operator has to see to.
  'clock-behind-ledger': 'receiver-busy',
  'ledger-busy': 'receiver-busy',
  'station-busy': 'receiver-busy',
};

/** What failed here as the sender is told of it. */
export function toAnswer(error: unknown): unknown {
  const code = ScelleError.is(error) ? answers[error.code] : undefined;
  return code === undefined ? error : new InterconnectError(code, {}, { cause: error });
}

/** How often unfinished uploads are looked at, in milliseconds. */
const INTERVAL = 3_600_000;

/**
 * Delivers what had arrived whole when the receiver last ended, and removes what nobody goes on with, now and every hour.
 * Gives what ends it.
 */
export async function keepUploads(work: Work): Promise<() => void> {
  for (const { id, offset, bytes, peer } of work.register.list()) {
    if (offset === bytes) await deliverUpload(work, id).catch((error) => tellFailure(work, peer, error));
  }
  await removeExpired(work);
  const timer = setInterval(() => {
    removeExpired(work).catch(() => work.log({ event: 'failed' }));
  }, INTERVAL);
  timer.unref();
  return () => clearInterval(timer);
}

async function removeExpired(work: Work): Promise<void> {
  const { register, limits, now, log } = work;
  const oldest = now().getTime() - limits.uploadLifetime;
  for (const { id } of register.list()) {
    const upload = await register.refresh(id);
    if (upload === null || upload.changedAt.getTime() > oldest) continue;
    const { peer, manifest, offset } = upload;
    try {
      await forgetUpload(work, id);
      log({ event: 'upload-expired', peer, manifest, bytes: offset });
    } catch (error) {
      // Whoever calls about one upload again and again must not keep those of the others.
      tellFailure(work, peer, error);
    }
  }
}
