import type { Caller, SignedDocument } from '@scelle/verify';
import { readOwn } from './announce.ts';
import { forgetUpload, toAnswer } from './deliver-upload.ts';
import type { Work } from './work.ts';

/**
 * What is decided about a batch that was refused; null where nothing is. Who announced it asks for it by a path of its own, as
 * a sender that cannot read decisions must be able to announce a batch again, or to bring it another way. Throws
 * `channel-suspended`, `sender-mismatch`, and the codes of `readAnnouncement`. Source: docs/protocol.md § Decisions.
 */
export async function decide(work: Work, caller: Caller, bytes: Uint8Array): Promise<SignedDocument | null> {
  const { id, announcement, manifestDigest: manifest, bytes: length } = await readOwn(work, caller, bytes);
  const { name: peer } = caller;
  return work.inTurn(`announce ${id}`, async () => {
    const decision = await decideAtIntake(work, peer, announcement);
    const result = decision === null ? 'undecided' : 'decided';
    work.log({ event: 'batch-decided', peer, manifest, result, bytes: length });
    // What had come of it before it was refused.
    if (decision !== null) await forgetUpload(work, id);
    return decision;
  });
}

async function decideAtIntake(
  { reception }: Work,
  origin: string,
  announcement: Parameters<Work['reception']['intake']['decide']>[0],
): Promise<SignedDocument | null> {
  try {
    return await reception.intake.decide(announcement, { channel: 'network', origin });
  } catch (error) {
    throw toAnswer(error);
  }
}
