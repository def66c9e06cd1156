import { zstdCompressSync } from 'node:zlib';
import { type Manifest, memorySource, readContainer } from '@scelle/core';
import { craftBatch, fixedParties } from '@scelle/testkit';
import { replace } from '../replace.ts';
import { rejectedAt, type VectorCase } from '../vector.ts';

const { arcom, other, stranger } = fixedParties;
const decryption = rejectedAt('decryption');
const content = rejectedAt('content');

/** The payload of tmg, kept byte for byte, with manifest and seal of another sender whom the recipient trusts too. */
async function resealed(): Promise<Uint8Array> {
  const stolen = await craftBatch();
  const { payload, manifest } = await readContainer(memorySource(stolen));
  const honest: Manifest = JSON.parse(Buffer.from(manifest).toString());
  return craftBatch({
    sender: other,
    payload: () => stolen.slice(payload.start, payload.end),
    manifest: () => ({ ...honest, sender: 'other' }),
  });
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

const onlyArcom = (manifest: Manifest) => ({ ...manifest, sealedTo: [arcom.classical.recipient.text] });

/** What is refused only once the batch is opened, up to step 8. */
export const rejectedInsideCases: readonly VectorCase[] = [
  decryption('hidden-recipient', 'stanzas-mismatch', 'A recipient that the manifest does not name.', {
    recipients: [arcom.classical.recipient, stranger.classical.recipient],
    manifest: onlyArcom,
  }),
  decryption('mixed-recipients', 'stanzas-mismatch', 'A hybrid stanza where the manifest names a classical key.', {
    recipients: [arcom.hybrid.recipient],
    manifest: onlyArcom,
  }),
  decryption('exchanged-recipient', 'age-no-identity', 'The stanza is for another key than the manifest names.', {
    recipients: [stranger.classical.recipient],
    manifest: onlyArcom,
  }),
  decryption('altered-chunk', 'age-chunk-invalid', 'The last byte of the age file was altered before it was sealed.', {
    payload: (bytes) => bytes.with(-1, bytes.at(-1)! ^ 1),
  }),
  decryption('truncated', 'age-header-truncated', 'The age file ends within its header.', {
    payload: (bytes) => bytes.subarray(0, 100),
  }),
  content('resealed', 'content-document-mismatch', 'A stolen payload, sealed unopened by another sender.', resealed),
  content('other-stream', 'content-document-mismatch', 'batch.json names another stream than the manifest.', {
    content: (document) => ({ ...document, stream: 'film' }),
  }),
  content('unsorted-agents', 'document-invalid', 'The agents in batch.json are not sorted.', {
    content: (document) => ({ ...document, agents: ['agent-2', 'agent-1'] }),
  }),
  content('skippable-frame', 'zstd-skippable-frame', 'A skippable frame behind the last.', {
    frames: (tar) => joined(zstdCompressSync(tar), Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 0xff)),
  }),
  content('empty-frame', 'zstd-frame-empty', 'A frame of no content behind the last.', {
    frames: (tar) => joined(zstdCompressSync(tar), zstdCompressSync(new Uint8Array())),
  }),
  content('frame-behind', 'zstd-output-too-large', 'A frame behind the last, beyond what the manifest announces.', {
    frames: (tar) => joined(zstdCompressSync(tar), zstdCompressSync(Buffer.from('hidden'))),
  }),
  content('bomb', 'zstd-output-too-large', '64 MiB of zeros where a few KiB are announced.', {
    frames: (tar) => joined(zstdCompressSync(tar), zstdCompressSync(Buffer.alloc(2 ** 26))),
  }),
  content('frame-truncated', 'zstd-truncated', 'The last frame is cut.', {
    frames: (tar) => zstdCompressSync(tar).subarray(0, -1),
  }),
  content('garbage', 'zstd-frame-invalid', 'Bytes that are no frame behind the last.', {
    frames: (tar) => joined(zstdCompressSync(tar), new Uint8Array(16)),
  }),
  content('length', 'content-length', 'Less content than the manifest announces.', {
    manifest: (honest) => ({ ...honest, content: { bytes: honest.content.bytes + 512 } }),
  }),
  content('hidden-member', 'content-member-unexpected', 'A member between records and attachments.', {
    members: (members) => members.toSpliced(3, 0, { name: 'hidden', bytes: Buffer.from('x') }),
  }),
  content('link', 'content-member-invalid', 'An attachment that is a symbolic link.', {
    members: replace(3, { type: '2', linkName: '/etc/passwd', bytes: new Uint8Array() }),
  }),
  content('path', 'content-member-unexpected', 'An attachment that climbs out of its folder.', {
    members: replace(3, { name: 'attachments/../../../etc/passwd' }),
  }),
  content('salt-key', 'content-salt-key', 'The salt key in upper case.', {
    members: replace(0, { bytes: Buffer.alloc(64, 'A') }),
  }),
  content('attachment-order', 'content-group-invalid', 'Attachments that are not sorted.', {
    members: (members) => [...members.slice(0, 3), members[4]!, members[3]!],
  }),
  content('no-newline', 'content-group-invalid', 'The last record line does not end with a newline.', {
    members: (members) => replace(2, { bytes: members[2]!.bytes!.subarray(0, -1) })(members),
  }),
];
