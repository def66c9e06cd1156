import { SecretKey } from '@scelle/core';
import { type CraftedMember, fixedInstant, fixedParties } from '@scelle/testkit';
import { rejectedAt, type VectorCase } from '../vector.ts';

const { tmg, other, agent, arcom, stranger } = fixedParties;
const container = rejectedAt('container');
const signature = rejectedAt('signature');
const manifest = rejectedAt('manifest');
const addressee = rejectedAt('addressee');
const payload = rejectedAt('payload');

type Members = readonly CraftedMember[];

function sealComment(format = 'scelle.batch/1', signer = 'tmg', time = fixedInstant): string {
  return `${format} role=sender signer=${signer} time=${time}`;
}

/** Edits the manifest before it is sealed. */
function edit(from: string, to: string) {
  return (bytes: Uint8Array) => Buffer.from(Buffer.from(bytes).toString().replace(from, to));
}

/** What is refused without any opening key. */
export const rejectedOutsideCases: readonly VectorCase[] = [
  container('truncated', 'container-truncated', 'The last byte is missing.', {
    container: (bytes) => bytes.subarray(0, -1),
  }),
  container('extended', 'container-trailing-data', 'One byte follows the end.', {
    container: (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
  }),
  container('hidden-member', 'container-member-unexpected', 'A member that no batch has.', {
    containerMembers: (members: Members) => [...members, { name: 'hidden', bytes: Buffer.from('x') }],
  }),
  container('member-order', 'container-member-unexpected', 'The manifest comes before the payload.', {
    containerMembers: ([first, second, ...rest]: Members) => [second!, first!, ...rest],
  }),
  container('member-mode', 'container-header-invalid', 'A member has the mode 0600.', {
    containerMembers: ([first, second, ...rest]: Members) => [first!, { ...second!, mode: 0o600 }, ...rest],
  }),
  container('link', 'container-header-invalid', 'A member is a symbolic link.', {
    containerMembers: ([first, ...rest]: Members) => [{ ...first!, type: '2', linkName: '/etc/passwd' }, ...rest],
  }),
  container('padding', 'container-padding', 'A byte of the padding behind the seal is not zero.', {
    container: (bytes) => bytes.with(bytes.length - 1_025, 1),
  }),
  container('co-signature-twice', 'container-member-duplicate', 'The same co-signature twice.', {
    coSignatures: [{}],
    containerMembers: (members: Members) => [...members, members.at(-1)!],
  }),
  signature('unknown-key', 'seal-unknown-key', 'Sealed with a key that nobody trusts.', { sender: stranger }),
  signature('taken-key-number', 'seal-wrong', 'Sealed with another key under the key number of the sender.', {
    seal: { signer: stranger.signer, keyNumber: tmg.signer.keyNumber },
  }),
  signature('altered-manifest', 'seal-wrong', 'One letter of the manifest was altered after it was sealed.', {
    containerMembers: ([first, second, ...rest]: Members) => [
      first!,
      { ...second!, bytes: edit('"music"', '"muzic"')(second!.bytes!) },
      ...rest,
    ],
  }),
  signature('legacy', 'signature-legacy', 'A legacy signature (Ed), which signs the manifest and not its hash.', {
    seal: { algorithm: 'Ed' },
  }),
  signature('first-line', 'trusted-comment-mismatch', 'The untrusted comment is not the format word.', {
    seal: { untrustedComment: 'signature from minisign secret key' },
  }),
  signature('comment-form', 'trusted-comment-invalid', 'The trusted comment has another form.', {
    seal: { trustedComment: 'timestamp:1793685600\tfile:manifest.json' },
  }),
  signature(
    'threshold',
    'threshold-not-met',
    'Two agents must sign, one did.',
    { coSignatures: [{}] },
    { requiredRoles: [{ role: 'agent', threshold: 2 }] },
  ),
  signature(
    'expired-key',
    'key-expired',
    'The key had expired when it signed.',
    {},
    { keys: [{ key: 'tmg', role: 'sender', name: 'tmg', validUntil: '2026-11-01T00:00:00Z' }] },
  ),
  signature(
    'early-key',
    'key-not-yet-valid',
    'The key was not valid yet when it signed.',
    {},
    { keys: [{ key: 'tmg', role: 'sender', name: 'tmg', validFrom: '2026-11-04T00:00:00Z' }] },
  ),
  signature('co-signature-wrong', 'co-signature-wrong', 'A co-signature that does not verify.', {
    coSignatures: [{ signer: new SecretKey(agent.signer.keyNumber, new Uint8Array(32)) }],
  }),
  signature('co-signature-misnamed', 'co-signature-misnamed', 'A co-signature under the key id of another key.', {
    coSignatures: [{ keyNumber: stranger.signer.keyNumber }],
  }),
  manifest('duplicate-key', 'json-not-canonical', 'A key occurs twice.', {
    manifestBytes: edit('"stream"', '"stream": "film",\n  "stream"'),
  }),
  manifest('compact', 'json-not-canonical', 'Compact JSON.', {
    manifestBytes: (bytes) => Buffer.from(`${JSON.stringify(JSON.parse(Buffer.from(bytes).toString()))}\n`),
  }),
  manifest('unknown-key', 'document-invalid', 'A key that manifests do not have.', {
    manifest: (honest) => ({ ...honest, note: '' }),
  }),
  manifest('previous-missing', 'document-invalid', 'Sequence 2 without the digest of the batch before.', {
    manifest: (honest) => ({ ...honest, sequence: 2 }),
  }),
  manifest('other-sender', 'sender-key-mismatch', 'Sealed by one trusted sender in the name of another.', {
    seal: { signer: other.signer, trustedComment: sealComment() },
  }),
  manifest('other-signer', 'trusted-comment-mismatch', 'The trusted comment names another sender.', {
    seal: { trustedComment: sealComment('scelle.batch/1', 'other') },
  }),
  manifest('receipt', 'trusted-comment-mismatch', 'A signature of a receipt in the place of a seal.', {
    seal: { trustedComment: sealComment('scelle.receipt/1') },
  }),
  manifest('signed-before-made', 'signing-time-implausible', 'Signed an hour before the batch was made.', {
    seal: { trustedComment: sealComment('scelle.batch/1', 'tmg', '2026-11-03T05:00:00Z') },
  }),
  addressee('other', 'addressee-other', 'Addressed to somebody else.', {
    manifest: (honest) => ({ ...honest, recipient: 'hadopi' }),
  }),
  addressee('other-key', 'not-sealed-to-me', 'Sealed to another key than mine.', {
    recipients: [other.classical.recipient],
  }),
  addressee('further-recipient', 'recipient-not-allowed', 'Sealed to a further key that the policy does not allow.', {
    recipients: [arcom.classical.recipient, stranger.classical.recipient],
  }),
  payload('digest', 'payload-digest', 'The payload has another digest.', {
    manifest: (honest) => ({ ...honest, payload: { ...honest.payload, sha256: 'ab'.repeat(32) } }),
  }),
  payload('size', 'payload-size', 'The payload has another length.', {
    manifest: (honest) => ({ ...honest, payload: { ...honest.payload, bytes: honest.payload.bytes + 1 } }),
  }),
];
