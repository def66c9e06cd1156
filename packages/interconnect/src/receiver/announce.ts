import { InterconnectError } from '../errors/interconnect-error.ts';
import type { SignedDocument } from '../ports/documents.ts';
import type { AnnouncementAnswer, Caller } from '../ports/reception.ts';
import { type ReadAnnouncement, readAnnouncement } from '../protocol/announcement.ts';
import { type AnnouncementReply, toSignedText, uploadPath } from '../protocol/messages.ts';
import type { OpenUpload } from '../uploads/upload-store.ts';
import { deliverUpload, forgetUpload, toAnswer } from './deliver-upload.ts';
import { requireOpenChannel, type Work } from './work.ts';

/**
 * Judges an announced batch before a byte of its payload is taken: the channel, whose it is, trust, addressee, limits and
 * place in the stream, quotas, space. The same announcement gets the same upload, or the receipts of a batch that is here.
 * Throws the codes of a refusal. Source: docs/protocol.md § Announcement.
 */
export async function announce(work: Work, caller: Caller, bytes: Uint8Array): Promise<AnnouncementReply> {
  const read = await readOwn(work, caller, bytes);
  return work.exclusively(`announce ${read.id}`, async () => {
    const answer = await judge(work, caller, read);
    if (answer.kind === 'known') {
      // What had come of it before it came another way.
      await forgetUpload(work, read.id);
      return received(answer.receipts);
    }
    // The sender calls again before all is read that came over the connection that broke.
    await work.writers.whenIdle(read.id);
    const upload = (await goOn(work, read)) ?? (await begin(work, caller, read));
    return upload.offset < upload.bytes ? wanted(upload) : received(await deliverUpload(work, upload.id));
  });
}

/** The announcement of a batch of the caller. Throws `channel-suspended`, `sender-mismatch`, and the codes of `readAnnouncement`. */
async function readOwn(work: Work, caller: Caller, bytes: Uint8Array): Promise<ReadAnnouncement> {
  await requireOpenChannel(work, caller);
  const read = await readAnnouncement(bytes);
  const { sender } = read.manifest;
  if (sender !== caller.name) throw new InterconnectError('sender-mismatch', { found: sender, expected: caller.name });
  return read;
}

/** Throws `batch-refused` with the codes of what was found. */
async function judge(
  work: Work,
  { name: peer }: Caller,
  { announcement, manifestDigest: manifest, bytes }: ReadAnnouncement,
): Promise<Exclude<AnnouncementAnswer, { kind: 'refused' }>> {
  const answer = await judgeAtIntake(work, peer, announcement);
  work.metrics.add('scelle_announcements_total', 1, { answer: answer.kind });
  work.log({ event: 'announced', peer, manifest, result: answer.kind, bytes });
  if (answer.kind !== 'refused') return answer;
  const { codes } = answer;
  throw new InterconnectError('batch-refused', { found: codes.join(', ') }, { codes });
}

async function judgeAtIntake(work: Work, origin: string, announcement: ReadAnnouncement['announcement']) {
  try {
    return await work.reception.intake.judgeAnnouncement(announcement, { channel: 'network', origin });
  } catch (error) {
    throw toAnswer(error);
  }
}

async function goOn({ register }: Work, { id }: ReadAnnouncement): Promise<OpenUpload | null> {
  const upload = await register.find(id);
  if (upload !== null && upload.offset < upload.bytes) await register.resume(upload);
  return upload;
}

function begin({ register }: Work, { name: peer }: Caller, read: ReadAnnouncement): Promise<OpenUpload> {
  const { id, manifestDigest: manifest, bytes } = read;
  return register.claim({ id, peer, manifest, bytes });
}

function wanted({ id, offset, bytes }: OpenUpload): AnnouncementReply {
  return { state: 'wanted', upload: uploadPath(id), offset, bytes };
}

function received(receipts: readonly SignedDocument[]): AnnouncementReply {
  return { state: 'received', receipts: receipts.map(toSignedText) };
}

/**
 * What is decided about a batch that was refused; null where nothing is. Who announced it asks for it by a path of its own, as
 * a sender that cannot read decisions must be able to announce a batch again, or to bring it another way. Throws
 * `channel-suspended`, `sender-mismatch`, and the codes of `readAnnouncement`. Source: docs/protocol.md § Decisions.
 */
export async function decide(work: Work, caller: Caller, bytes: Uint8Array): Promise<SignedDocument | null> {
  const { id, announcement, manifestDigest: manifest, bytes: length } = await readOwn(work, caller, bytes);
  const { name: peer } = caller;
  return work.exclusively(`announce ${id}`, async () => {
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
