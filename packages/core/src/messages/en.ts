import type { CoreErrorCode } from '../errors/codes.ts';
import type { ErrorDetails, Message } from '../errors/scelle-error.ts';
import { formatExpectation } from './expectations.ts';
import { formatPlace } from './place.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', column: 'column', field: 'field', byte: 'byte', separator: ': ' });
}

function expected(details: ErrorDetails): string {
  return formatExpectation('en', details.expected);
}

/** English messages: what was found, where, what to do next. */
export const en: Readonly<Record<CoreErrorCode, Message>> = {
  // canonical: text and JSON
  'utf8-invalid': (d) => `${place(d)}the bytes are not valid UTF-8. Save the text as UTF-8 and try again.`,
  'json-syntax': (d) => `${place(d)}this is not JSON. One JSON value and nothing else is expected here.`,
  'json-duplicate-key': (d) => `${place(d)}this key occurs twice in one object. Remove the one that is wrong.`,
  'json-depth': (d) => `${place(d)}objects and lists are nested deeper than ${d.limit} levels. Correct the input.`,
  'json-number': (d) =>
    `${place(d)}this is not an integer that JSON readers agree on. Write it in plain digits, between −(2^53 − 1) and 2^53 − 1.`,
  'json-lone-surrogate': (d) => `${place(d)}the text contains half of a surrogate pair. Correct the escape sequence.`,
  'json-not-canonical': (d) =>
    `${place(d)}the bytes are not the canonical encoding of their content; no Scellé writer made them. Ask the sender for the original.`,
  'document-too-long': (d) =>
    `${place(d)}the document is longer than ${d.limit} bytes. Ask its author for a valid one.`,
  'document-invalid': (d) =>
    `${place(d)}the document breaks a rule of its format${expected(d)}. Ask its author for a valid one.`,

  // record
  'record-line-too-long': (d) => `${place(d)}the line is longer than ${d.limit} bytes. Check where the line ends.`,
  'record-line-blank': (d) => `${place(d)}the line is empty. Remove it, or look for the record that is missing.`,
  'record-field-missing': (d) =>
    `${place(d)}this field is missing${expected(d)}. Write null where the profile allows it.`,
  'record-field-unknown': (d) =>
    `${place(d)}the profile does not have this field, and no other data may travel. Remove it at the source.`,
  'record-field-invalid': (d) =>
    `${place(d)}the value is not what the profile allows${expected(d)}. Correct the record.`,
  'record-address-not-public': (d) =>
    `${place(d)}the address is not a public unicast address, so it identifies no subscriber. Correct the record.`,
  'record-address-not-documentation': (d) =>
    `${place(d)}the test profile takes only addresses of the documentation ranges. Use one, or the profile for real records.`,
  'record-port-missing': (d) =>
    `${place(d)}the port may be null only for facts before 2022-01-01T00:00:00Z. Add the source port.`,

  // age
  'age-header-invalid': (d) =>
    `${place(d)}this is not the header of an age file. Check that this is the file you meant, or ask for it again.`,
  'age-header-too-large': (d) =>
    `${place(d)}the age header is longer than ${d.limit} bytes. No tool writes such a file; ask the sender for another.`,
  'age-header-truncated': (d) => `${place(d)}the age file ends within its header. Copy or transfer it again.`,
  'age-too-many-stanzas': (d) => `${place(d)}the age file has more than ${d.limit} recipients. Encrypt it to fewer.`,
  'age-scrypt-mixed': (d) =>
    `${place(d)}the age file mixes a passphrase with other recipients, which is forbidden. Ask the sender for another.`,
  'age-stanza-invalid': (d) =>
    `${place(d)}the ${d.name ?? 'recipient'} stanza in the age header is malformed. Ask the sender for the file again.`,
  'age-mac-invalid': (d) =>
    `${place(d)}the age header was altered after it was written (its MAC does not agree). Ask the sender for the file again.`,
  'age-no-identity': (d) =>
    `${place(d)}none of the given identities opens this age file. Check which recipient it was encrypted to.`,
  'age-chunk-invalid': (d) =>
    `${place(d)}chunk ${d.index} of the encrypted content was altered or cut short. Copy or transfer the file again.`,
  'age-final-chunk-empty': (d) =>
    `${place(d)}the encrypted content ends with an empty chunk ${d.index}, which no age tool writes. Ask the sender for another.`,
  'age-truncated': (d) =>
    `${place(d)}the encrypted content ends too early, at chunk ${d.index}. Copy or transfer the file again.`,
  'age-trailing-data': (d) =>
    `${place(d)}there are bytes after the end of the encrypted content, chunk ${d.index}. Copy or transfer the file again.`,
  'age-armor-invalid': (d) =>
    `${place(d)}this is not an armored age file. Copy the whole text again, without changing it.`,
  'age-work-factor-too-high': (d) =>
    `${place(d)}opening this file with a passphrase takes too much memory (work factor ${d.found}, at most ${d.limit} is accepted). Encrypt it again with less, or use a machine with more memory.`,
  'age-recipient-invalid': (d) =>
    `${place(d)}this is not a recipient that can be used (age1… or age1pq1…). Copy it again in full.`,
  'age-recipients-missing': (d) => `${place(d)}no recipient was named. Name at least one (age1… or age1pq1…).`,
  'age-recipients-mixed': (d) =>
    `${place(d)}the recipients are of different types, and the weakest would decide. Name only age1… or only age1pq1… recipients.`,
  'age-identity-invalid': (d) =>
    `${place(d)}this is not an identity (AGE-SECRET-KEY-1… or AGE-SECRET-KEY-PQ-1…). Copy it again in full.`,
  'identity-file-invalid': (d) => `${place(d)}there is no age identity here. Give a file made by age-keygen or scelle.`,
  'identity-file-too-large': (d) =>
    `${place(d)}the file is longer than ${d.limit} bytes, and so no identity file. Check its name.`,

  // shares
  'share-numbers-invalid': (d) =>
    `${place(d)}an identity is split into 2 to ${d.limit} shares, of which 2 or more must be needed. Choose other numbers.`,
  'share-altered': (d) =>
    `${place(d)}the share was altered or damaged. Take the custodian's original, or another share.`,
  'share-repeated': (d) => `${place(d)}this share was given already. Give that of another custodian.`,
  'share-foreign': (d) =>
    `${place(d)}this share belongs to another splitting than the first one given. Give shares that were made together.`,
  'shares-too-few': (d) =>
    `${place(d)}shares given: ${d.found}; needed: ${d.expected}. Ask another custodian for theirs.`,
  'shares-wrong': (d) =>
    `${place(d)}together the shares do not give the identity that they name: at least one is not the original. Try those of other custodians, and find out who changed one.`,

  // minisign and key files
  'signature-malformed': (d) =>
    `${place(d)}this is not a signature file as minisign writes it: four lines, and nothing after them. Ask the signer for the original file.`,
  'signature-legacy': (d) =>
    `${place(d)}the signature is of minisign’s legacy kind (Ed), which is refused. Have it signed again with minisign -S -H, without -l.`,
  'signature-too-large': (d) =>
    `${place(d)}the signature file would have ${d.found} bytes, and the limit is ${d.limit}. Shorten its comments.`,
  'signature-comment-invalid': (d) =>
    `${place(d)}a comment of a signature holds a control character or is longer than ${d.limit} bytes. Write it as one short line of text.`,
  'trusted-comment-invalid': (d) =>
    `${place(d)}the trusted comment is not “<format> role=<role> signer=<name> time=<instant>”, with “ sample=<32 hex digits>” or “ sample=none” after it for an agent. Sign with scelle, or give exactly this comment to minisign -t.`,
  'signer-mismatch': (d) =>
    `${place(d)}what the signer with the key id ${d.name} returned does not verify with its public key, and nothing was written. Check which key the device or service holds.`,
  'public-key-invalid': (d) =>
    `${place(d)}this is not a minisign public key. Give the .pub file, or the line of 56 characters in it.`,
  'public-key-weak': (d) =>
    `${place(d)}the public key ${d.name} is not one that a secret key can have: anybody could sign for it. Do not trust it, and ask its owner for the true one.`,
  'secret-key-invalid': (d) =>
    `${place(d)}this is not a minisign secret key, or it is damaged. Restore the key file from its backup.`,
  'passphrase-required': (d) => `${place(d)}the key is encrypted, and no passphrase was given. Give its passphrase.`,
  'passphrase-wrong': (d) =>
    `${place(d)}the passphrase is wrong, or the key file is damaged. Type it again; if that fails, restore the file from its backup.`,
  'key-cost-too-high': (d) =>
    `${place(d)}the key file asks for a scrypt cost beyond ${d.limit} (N × p), more than minisign itself uses, and was not opened. Check where the file comes from.`,

  // container
  'container-truncated': (d) => `${place(d)}the batch ends too early. Copy or transfer it again.`,
  'container-header-invalid': (d) =>
    `${place(d)}this is not a member header that a Scellé writer makes. Ask the sender for the original file.`,
  'container-member-unexpected': (d) =>
    `${place(d)}found the member "${d.found}"${d.expected === undefined ? ', which no batch has' : ` where "${d.expected}" must stand`}. Ask the sender for the original file.`,
  'container-member-duplicate': (d) => `${place(d)}the member occurs twice. Ask the sender for the original file.`,
  'container-member-too-large': (d) =>
    `${place(d)}the member has ${d.found} bytes, and ${d.limit} are allowed. Ask the sender for the original file.`,
  'container-too-many-signatures': (d) =>
    `${place(d)}the batch carries more than ${d.limit} co-signatures. Remove those that the policy does not ask for.`,
  'container-padding': (d) =>
    `${place(d)}the padding after a member is not zero. Copy or transfer the batch again; if that does not help, ask the sender for the original file.`,
  'container-trailing-data': (d) =>
    `${place(d)}something follows the end of the batch. Ask the sender for the original file.`,

  // zstd
  'zstd-truncated': (d) =>
    `${place(d)}the compressed content ends within frame ${d.index}. Ask the sender for the batch again.`,
  'zstd-frame-invalid': (d) =>
    `${place(d)}compressed frame ${d.index} is malformed. Ask the sender for the batch again.`,
  'zstd-too-many-frames': (d) =>
    `${place(d)}there are more compressed frames than content to fill them (frame ${d.index}); no honest writer makes so many. Tell the sender.`,
  'zstd-frame-empty': (d) =>
    `${place(d)}compressed frame ${d.index} holds nothing, which no batch has. Ask the sender to pack the batch again.`,
  'zstd-skippable-frame': (d) =>
    `${place(d)}compressed frame ${d.index} is a skippable one, which could hide data. Ask the sender to pack the batch again.`,
  'zstd-dictionary': (d) =>
    `${place(d)}compressed frame ${d.index} needs a dictionary, which no batch may. Ask the sender to pack the batch again.`,
  'zstd-window-too-large': (d) =>
    `${place(d)}compressed frame ${d.index} asks for a window of ${d.found} bytes, and ${d.limit} are allowed. Ask the sender to pack the batch again.`,
  'zstd-output-too-large': (d) =>
    `${place(d)}compressed frame ${d.index} brings the content over the ${d.limit} bytes that the manifest announces. Do not import this batch; ask the sender about it.`,

  // merkle
  'proof-invalid': (d) =>
    `${place(d)}the inclusion proof does not lead to the sealed root. Ask whoever gave it for the original file.`,
  'proof-leaf-missing': (d) =>
    `${place(d)}leaf ${d.index} was asked for, and the last one of the batch is ${d.limit}. Name a record of this batch.`,

  // batch
  'previous-mismatch': (d) =>
    `${place(d)}the first batch of a stream has no previous batch, and every later one names it. Give the digest of the batch before, or sequence 1.`,
  'batch-sealed': (d) => `${place(d)}the batch is sealed already; nothing can be added. Start the next batch.`,
  'batch-failed': (d) =>
    `${place(d)}writing the batch has failed before, and what is written is not whole. Remove it, and make the batch again.`,
  'too-many-records': (d) => `${place(d)}a batch holds at most ${d.limit} records. Put the rest into the next batch.`,
  'too-many-controllers': (d) =>
    `${place(d)}a batch holds records of at most ${d.limit} controllers. Put the others into the next batch.`,
  'record-agent-unlisted': (d) =>
    `${place(d)}the agent of this record is not listed for the batch. List all agents in the content statement.`,
  'attachment-empty': (d) =>
    `${place(d)}an attachment has no bytes. Leave out the segment, or keep at least one byte of it.`,
  'attachment-too-large': (d) =>
    `${place(d)}the attachments have ${d.found} bytes together, where ${d.limit} are allowed. Keep shorter segments.`,
  'too-many-attachments': (d) =>
    `${place(d)}a batch holds at most ${d.limit} attachments. Put the rest into the next batch.`,
  'attachment-not-found': (d) =>
    `${place(d)}the segment ${d.name} is missing. Put it beside the others, under its SHA-256.`,
  'attachment-wrong-length': (d) =>
    `${place(d)}the segment ${d.name} has ${d.found} bytes, the record says ${d.expected}. Restore it from the collecting system, or correct the record.`,
  'attachment-wrong-digest': (d) =>
    `${place(d)}the bytes of segment ${d.name} have another SHA-256 than its name says. Restore it from the collecting system.`,
  'attachment-unreferenced': (d) =>
    `${place(d)}${d.found} attachments were added that no record names. Add their records first.`,
  'segment-length-conflict': (d) =>
    `${place(d)}the segment ${d.name} was named before with another length. Correct the record that is wrong.`,
  'content-tar-invalid': (d) =>
    `${place(d)}the content is not a well-formed tar (${d.found}). Ask the sender to pack the batch again.`,
  'content-member-invalid': (d) =>
    `${place(d)}the member is not a plain file directly after the one before, as the format demands it. Ask the sender to pack the batch again.`,
  'content-member-too-large': (d) =>
    `${place(d)}the member has ${d.found} bytes, where at most ${d.limit} are allowed. Ask the sender to pack the batch again.`,
  'content-member-unexpected': (d) =>
    `${place(d)}found the member "${d.found}" where "${d.expected}" must stand. Ask the sender to pack the batch again.`,
  'content-length': (d) =>
    `${place(d)}the content has ${d.found} bytes, the manifest says ${d.expected}: something is hidden or missing. Do not import this batch; ask the sender about it.`,
  'content-salt-key': (d) =>
    `${place(d)}the salt key is not 64 lower-case hex digits. Ask the sender to pack the batch again.`,
  'content-group-invalid': (d) =>
    `${place(d)}the group is not in the order and form that the format demands. Ask the sender to pack the batch again.`,
  'co-signature-role': (d) =>
    `${place(d)}the role ${d.name} belongs to the seal alone. Choose the co-signer's own role, such as agent.`,
  'co-signature-exists': (d) =>
    `${place(d)}this key has co-signed in the role ${d.name} already. Nothing needs to be done.`,
  'manifest-changed': (d) =>
    `${place(d)}the batch was replaced by another one while it was looked at. Nothing was signed or disclosed; look at the new one.`,

  // io
  'source-missing': (d) => `${place(d)}there is no such file. Check the name.`,
  'source-unreadable': (d) => `${place(d)}cannot be read (${d.found}). Check its permissions and the medium.`,
  'source-not-a-file': (d) => `${place(d)}this is not a regular file. Name a file, or pass a pipe as standard input.`,
  'source-truncated': (d) =>
    `${place(d)}the source ended at byte ${d.found} where ${d.expected} were expected. Copy or transfer it again.`,
  'source-too-large': (d) =>
    `${place(d)}more than ${d.limit} bytes came in. Check what is being sent, or raise the limit in the policy.`,
  'target-exists': (d) => `${place(d)}the target exists already and is never overwritten. Choose another name.`,
  'target-folder-missing': (d) =>
    d.found === 'ENOTDIR'
      ? `${place(d)}what should be the folder of the target is none. Name a folder.`
      : `${place(d)}the folder of the target does not exist. Create it first.`,
  'target-full': (d) => `${place(d)}no space is left (${d.found}). Free some, or choose another disc.`,
  'target-unwritable': (d) => `${place(d)}cannot be written (${d.found}). Check the permissions of the folder.`,
  'target-links-unsupported': (d) =>
    `${place(d)}the file system has no hard links, without which a file cannot be published safely. Write to a local disc and copy from there.`,
  'target-locked': (d) =>
    `${place(d)}another process is changing the file. Try again when it has ended; if none is running, delete ${d.name}.`,
};
