import { createHash } from 'node:crypto';
import type { ContentDocument, Manifest } from '@scelle/core';
import { encodeDocument, publicKeyBase64 } from '@scelle/core/internal';
import type { CraftedMember } from './craft-tar.ts';
import { type FixedParty, fixedParties } from './fixed-keys.ts';
import { fixedAttachments, fixedRecords } from './fixed-records.ts';

/** How the content of a batch departs from an honest one. */
export interface ContentCraft {
  /** Who seals: its name and key stand in manifest, batch.json and seal. Default: `tmg`. */
  readonly sender?: FixedParty;
  /** Records as objects; `members` can put any bytes in their place. Default: `fixedRecords`. */
  readonly records?: readonly object[];
  /** Default: `fixedAttachments`. */
  readonly attachments?: readonly Uint8Array[];
  /** Changes batch.json. */
  readonly content?: (document: ContentDocument) => object;
  /** Changes the members of the inner tar. */
  readonly members?: (members: readonly CraftedMember[]) => readonly CraftedMember[];
}

/** What batch.json repeats of the manifest. */
export type CraftedIdentity = Pick<Manifest, 'id' | 'sender' | 'recipient' | 'stream' | 'sequence'>;

/** Which batch it is: the first of the stream `music` from the sender to `arcom`. */
export function craftIdentity({ sender = fixedParties.tmg }: ContentCraft): CraftedIdentity {
  return {
    id: '01a19ffe-3700-7000-8000-000000000001',
    sender: sender.name,
    recipient: 'arcom',
    stream: 'music',
    sequence: 1,
  };
}

/** The members of the inner tar, in one group. */
export function craftMembers(craft: ContentCraft, saltKey: Uint8Array): readonly CraftedMember[] {
  const { records = fixedRecords, attachments = fixedAttachments } = craft;
  const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const segments = attachments.map((bytes) => ({ name: `attachments/${sha256Of(bytes)}`, bytes }));
  const members = [
    { name: 'salt.key', bytes: Buffer.from(Buffer.from(saltKey).toString('hex')) },
    { name: 'batch.json', bytes: encodeDocument(craftDocument(craft)) },
    ...(records.length === 0 ? [] : [{ name: 'records/000000.jsonl', bytes: Buffer.from(lines) }]),
    ...segments.sort((a, b) => (a.name < b.name ? -1 : 1)),
  ];
  return craft.members?.(members) ?? members;
}

function craftDocument(craft: ContentCraft): object {
  const { sender = fixedParties.tmg } = craft;
  const { id, recipient, stream, sequence } = craftIdentity(craft);
  const document: ContentDocument = {
    format: 'scelle.content/1',
    id,
    sender: sender.name,
    senderKey: publicKeyBase64(sender.publicKey),
    recipient,
    stream,
    sequence,
    legalBasis: 'CPI L. 331-24',
    authorisation: 'CNIL 2010-225',
    agents: ['agent-1', 'agent-2'],
  };
  return craft.content?.(document) ?? document;
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
