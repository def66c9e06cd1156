import { deliverUpload, forgetUpload } from './deliver-upload.ts';
import { tellFailure } from './telling.ts';
import type { Work } from './work.ts';

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
