import type { Work } from './work.ts';

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
  const isValid = work.certificate.from <= work.now() && work.now() <= work.certificate.to;
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
    const claimed = register.list().reduce((sum, upload) => sum + register.claimOf(upload), 0);
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
