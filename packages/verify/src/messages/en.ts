import type { Message } from '@scelle/core';
import type { VerifyCode } from '../codes.ts';

/** English messages: what was found, and what to do next. */
export const en: Readonly<Record<VerifyCode, Message>> = {
  'seal-unknown-key': (d) =>
    `The seal was made with key ${d.found}, which is not trusted for any sender. If the sender has a new key, obtain it by an authenticated way.`,
  'seal-wrong': () =>
    'The seal does not match the manifest: it was altered, or sealed by somebody else. Do not import; tell the sender.',
  'co-signature-unknown-key': (d) =>
    `A co-signature in the role ${d.name} is by key ${d.found}, which is not trusted. A person must decide; once the key is authenticated, name it for that role.`,
  'co-signature-wrong': (d) =>
    `The co-signature ${d.member} does not match the manifest. Do not import; tell the sender.`,
  'co-signature-misnamed': (d) =>
    `The co-signature ${d.member} holds a signature by key ${d.found}, which its name does not say.`,
  'threshold-not-met': (d) =>
    `${d.expected} distinct keys in the role ${d.name} must have signed; ${d.found} did. Ask the sender for the missing co-signature.`,
  'key-not-yet-valid': (d) => `The key of ${d.name} signed at ${d.found}, before it became valid at ${d.expected}.`,
  'key-expired': (d) => `The key of ${d.name} signed at ${d.found}, after it expired at ${d.expected}.`,
  'key-revoked': (d) =>
    `The key of ${d.name} signed at ${d.found}, after it was revoked from ${d.expected} on. Do not import; ask the sender for a batch signed with a valid key.`,
  'key-revoked-late': (d) =>
    `The key of ${d.name} is revoked from ${d.expected} on. The signature claims to be older (${d.found}), but came only afterwards, and whoever has the key can write any date. A person must decide.`,
  'sender-key-mismatch': (d) =>
    `The manifest names ${d.found} as the sender, but the seal is by a key of ${d.expected}.`,
  'trusted-comment-mismatch': (d) =>
    `${d.member}: the trusted comment says ${d.field}=${d.found} where ${d.expected} is expected.`,
  'signing-time-implausible': (d) =>
    `${d.member}: signed at ${d.found}, which does not lie between the creation of the batch and its reception (${d.expected}). Check the clocks of both parties.`,
  'addressee-other': (d) =>
    `The batch is addressed to ${d.found}, not to ${d.expected}. Return it to the sender unopened.`,
  'recipient-not-allowed': (d) =>
    `The batch is sealed to a recipient key that is not allowed (${d.found}): somebody else could read it. Ask the sender why.`,
  'not-sealed-to-me': (d) =>
    `The batch is not sealed to your key (${d.expected}). Ask the sender to seal it to the right key.`,
  'channel-not-accepted': (d) =>
    `The batch came by the channel ${d.found}, and from this sender only ${d.expected} is accepted. Ask the sender to use that, or agree on a change of the policy.`,
  'sequence-duplicate': (d) => `Batch ${d.found} of this stream was accepted before; nothing needs to be done.`,
  'sequence-gap': (d) => `Batch ${d.found} came, but ${d.expected} is still missing. Ask the sender for it.`,
  'sequence-equivocation': (d) =>
    `Number ${d.found} of this stream was used before for other content. Keep both files as evidence; ask the sender.`,
  'sequence-fork': (d) =>
    `Batch ${d.found} follows another batch than the one that was accepted before it. Ask the sender.`,
  'payload-size': (d) => `The payload has ${d.found} bytes, the manifest says ${d.expected}.`,
  'payload-digest': (d) =>
    `The payload has SHA-256 ${d.found}, the manifest says ${d.expected}. It was damaged or replaced; ask for the batch again.`,
  'stanzas-mismatch': (d) =>
    `The payload is encrypted to ${d.found}, the manifest says ${d.expected}. Do not import; tell the sender.`,
  'content-document-mismatch': (d) =>
    `${d.member}: ${d.field} differs from the manifest or the seal. This content was sealed by somebody else than its maker. Do not import; tell the sender.`,
  'group-boundary': (d) => `${d.member}: the group does not end where groups must end.`,
  'records-count': (d) => `There are ${d.found} records, the manifest says ${d.expected}.`,
  'records-period': (d) => `The records cover ${d.found}, the manifest says ${d.expected}.`,
  'records-controllers': (d) => `The records per controller are ${d.found}, the manifest says ${d.expected}.`,
  'record-agent-unlisted': (d) => `${d.member}, line ${d.line}: the agent of the record is not listed in batch.json.`,
  'merkle-root': (d) => `The Merkle root of the content is ${d.found}, the manifest says ${d.expected}.`,
  'attachment-digest': (d) => `${d.member}: the bytes have another SHA-256 than the name says.`,
  'attachment-length': (d) => `${d.member}: the attachment has ${d.found} bytes, a record says ${d.expected}.`,
  'attachment-missing': (d) => `${d.member} is named by a record and is missing.`,
  'attachment-unreferenced': (d) => `${d.member} is present, but no record of its group is the first to name it.`,
  'attachments-count': (d) => `There are ${d.found} attachments, the manifest says ${d.expected}.`,
  'profile-not-allowed': (d) => `The profile ${d.found} may not be imported here (allowed: ${d.expected}).`,
  'facts-in-future': (d) =>
    `The latest record is dated ${d.found}, after the batch was created (${d.expected}). Check the clocks of the collector.`,
  'facts-too-old': (d) => `The earliest record is dated ${d.found}, before the oldest date accepted (${d.expected}).`,
  'batch-over-records': (d) =>
    `The batch holds ${d.found} records, and this sender may hand over at most ${d.limit} at once. Ask for smaller batches, or agree on a change of the policy.`,
  'batch-over-bytes': (d) =>
    `The batch has ${d.found} bytes, and this sender may hand over at most ${d.limit} at once. Ask for smaller batches, or agree on a change of the policy.`,
  'daily-records-exceeded': (d) =>
    `With this batch there would be ${d.found} records of ${d.name} on one day, and at most ${d.limit} are accepted. Ask the sender to hand over the rest on other days, or agree on a change of the policy.`,
  ok: () => 'As it should be.',
  'no-opening-key': () => 'Not checked: no opening key was given.',
  'no-ledger': () => 'Not checked: no ledger was given, so nothing is known of the batches before.',
  'earlier-step-failed': () => 'Not checked: an earlier step failed.',
  'later-step-failed': () => 'Not finished: a later step failed before the end was reached.',
  'profile-not-known': () => 'Not checked: the record profile is not one that is accepted here.',
  'accepted-before': () => 'Not checked: this very batch was accepted before.',
  'payload-not-arrived': () => 'Not checked: the payload has not arrived yet.',
  'consumer-without-identity': () =>
    'A consumer was given and no identity that opens the batch: it would get nothing, and the batch would look accepted. Give the opening key, or no consumer.',
  'record-not-found': () => 'No record of this batch has that id. Check the id and the batch.',
  'record-ambiguous': () =>
    'Several records of this batch have that id, and a proof must name one. Ask the sender for a corrected batch.',
};
