import { type DecryptOptions, decrypt } from '../age/decrypt.ts';
import type { Identity } from '../age/keys.ts';
import { ATTACHMENT_PREFIX, CONTENT_DOCUMENT_MEMBER, recordsMember, SALT_KEY_MEMBER } from '../container/inner-tar.ts';
import { CoreError } from '../errors/core-error.ts';
import type { BatchSource, ByteRange } from '../io/source.ts';
import { limits } from '../limits.ts';
import { decompressFrames } from '../zstd/read-frames.ts';
import { type OpenMember, quoteMember, readMembers } from './read-members.ts';

/** An attachment, whole; whether its bytes have that digest is not yet checked. */
export interface Attachment {
  /** SHA-256 in hex, as its member is named. */
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** A group of records with the attachments that it is the first to name. */
export interface Group {
  /** Number of the group, from 0. */
  readonly index: number;
  /** The record lines, each with its newline. */
  readonly lines: Uint8Array;
  /** Sorted by digest. */
  readonly attachments: readonly Attachment[];
}

/** What stands before the groups. */
export interface ContentHead {
  readonly saltKey: Uint8Array;
  /** The bytes of batch.json as stored: leaf 0. */
  readonly document: Uint8Array;
}

/**
 * The content of a batch, opened: its head, and its groups, which can be read once. Made for `await using`: a source is
 * told of the end only where its groups are read, or the content is closed.
 */
export interface OpenContent extends AsyncDisposable {
  readonly head: ContentHead;
  readonly groups: AsyncGenerator<Group, void>;
}

const SALT_KEY_PATTERN = /^[0-9a-f]{64}$/;
const NEWLINE = 0x0a;

/** A line of a record names at most so many attachments that no group can be the first to name more. */
const MAX_GROUP_ATTACHMENTS = limits.groupLineBytes / 64;

/**
 * Opens an inner tar of exactly `contentBytes` bytes and reads its head. One group is in memory at a time.
 * Throws `content-member-unexpected`, `content-salt-key`, `content-group-invalid` and the codes of `readMembers`.
 * Source: docs/format.md § Inner tar.
 */
export async function openContent(content: AsyncIterable<Uint8Array>, contentBytes: number): Promise<OpenContent> {
  const members = readMembers(content, contentBytes);
  try {
    const saltKey = parseSaltKey(await readNamed(members, SALT_KEY_MEMBER, 64));
    const document = await readNamed(members, CONTENT_DOCUMENT_MEMBER, limits.contentDocumentBytes);
    return {
      head: { saltKey, document },
      groups: readGroups(members),
      async [Symbol.asyncDispose]() {
        await members.return();
      },
    };
  } catch (error) {
    await members.return();
    throw error;
  }
}

async function readNamed(members: AsyncIterator<OpenMember, void>, name: string, limit: number): Promise<Uint8Array> {
  const { value: member } = await members.next();
  if (member?.name !== name) throw unexpected(member?.name ?? '', name);
  return member.read(limit);
}

function parseSaltKey(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  if (!SALT_KEY_PATTERN.test(text)) throw new CoreError('content-salt-key', { member: SALT_KEY_MEMBER });
  return Buffer.from(text, 'hex');
}

async function* readGroups(members: AsyncGenerator<OpenMember, void>): AsyncGenerator<Group, void> {
  let group: { index: number; lines: Uint8Array; attachments: Attachment[]; bytes: number } | null = null;
  try {
    for await (const member of members) {
      if (group !== null && member.name.startsWith(ATTACHMENT_PREFIX)) {
        const sha256 = checkAttachmentName(member.name, group.attachments.at(-1)?.sha256);
        if (group.attachments.length === MAX_GROUP_ATTACHMENTS) throw invalidGroup(member.name);
        const bytes: Uint8Array = await member.read(limits.attachmentBytes - group.bytes);
        if (bytes.length === 0) throw invalidGroup(member.name);
        group.attachments.push({ sha256, bytes });
        group.bytes += bytes.length;
        continue;
      }
      if (group !== null) yield group;
      const index: number = group === null ? 0 : group.index + 1;
      group = { index, lines: await readLines(member, recordsMember(index)), attachments: [], bytes: 0 };
    }
    if (group !== null) yield group;
  } finally {
    await members.return();
  }
}

async function readLines(member: OpenMember, expected: string): Promise<Uint8Array> {
  if (member.name !== expected) throw unexpected(member.name, expected);
  const lines = await member.read(limits.groupLineBytes);
  if (lines.at(-1) !== NEWLINE) throw invalidGroup(member.name);
  return lines;
}

function checkAttachmentName(member: string, previous: string | undefined): string {
  const sha256 = member.slice(ATTACHMENT_PREFIX.length);
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw unexpected(member, `${ATTACHMENT_PREFIX}<sha256>`);
  if (previous !== undefined && sha256 <= previous) throw invalidGroup(member);
  return sha256;
}

function unexpected(found: string, expected: string): CoreError {
  return new CoreError('content-member-unexpected', { found: quoteMember(found), expected });
}

function invalidGroup(member: string): CoreError {
  return new CoreError('content-group-invalid', { member: quoteMember(member) });
}

/** Which part of a source to open, and what bounds it. */
export interface PayloadLocation {
  /** Where the age file lies in the source. */
  readonly payload: ByteRange;
  /** `content.bytes` of the manifest. */
  readonly contentBytes: number;
}

/**
 * Decrypts and decompresses a payload as its groups are asked for. What comes out is authentic to the file key and has
 * the structure of docs/format.md; whether it is what the sender sealed, only `verifyBatch` of `@scelle/verify` tells.
 * Throws the codes of `decrypt`, `decompressFrames` and `openContent`.
 */
export async function openPayload(
  source: BatchSource,
  { payload, contentBytes }: PayloadLocation,
  identities: readonly Identity[],
  options: DecryptOptions = {},
): Promise<OpenContent> {
  const compressed = decrypt(source.stream(payload), identities, options);
  return openContent(decompressFrames(compressed, { limit: contentBytes }), contentBytes);
}
