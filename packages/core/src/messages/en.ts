import type { CoreErrorCode } from '../errors/codes.ts';
import type { ErrorDetails, Message } from '../errors/scelle-error.ts';
import { formatPlace } from './place.ts';

function place(details: ErrorDetails): string {
  return formatPlace(details, { line: 'line', field: 'field', byte: 'byte', separator: ': ' });
}

/** English messages: what was found, where, what to do next. */
export const en: Readonly<Record<CoreErrorCode, Message>> = {
  // canonical: text and JSON
  'utf8-invalid': (d) => `${place(d)}the bytes are not valid UTF-8. Save the text as UTF-8 and try again.`,
  'json-syntax': (d) => `${place(d)}this is not JSON (${d.found}). One JSON value is expected here.`,
  'json-not-canonical': (d) =>
    `${place(d)}the bytes are not the canonical encoding of their content; no Scellé writer made them. Ask the sender for the original.`,

  // record
  'record-line-too-long': (d) => `${place(d)}the line is longer than ${d.limit} bytes. Check where the line ends.`,

  // age
  'age-header-invalid': (d) =>
    `${place(d)}the age header is malformed (${d.found}). Ask the sender for the batch again.`,

  // minisign and key files
  'signature-malformed': (d) => `${place(d)}this is not a minisign signature (${d.found}).`,

  // container
  'container-truncated': (d) => `${place(d)}the batch ends too early. Copy or transfer it again.`,

  // zstd
  'zstd-frame-invalid': (d) => `${place(d)}the compressed content is malformed (${d.found}).`,

  // merkle
  'proof-invalid': (d) => `${place(d)}the inclusion proof does not lead to the sealed root.`,

  // batch
  'batch-id-invalid': (d) => `${place(d)}${d.found} is not a UUID version 7.`,

  // io
  'source-truncated': (d) => `${place(d)}the source ended at byte ${d.found} where ${d.expected} were expected.`,
  'target-exists': (d) => `${place(d)}the target exists already and is never overwritten. Choose another name.`,
};
