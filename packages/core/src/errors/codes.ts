/**
 * Every code of `@scelle/core`. A code is stable between versions; docs/format.md and docs/errors.md explain them.
 * One section a folder; a code begins with the name of the thing that is wrong.
 */
export type CoreErrorCode =
  // canonical: text and JSON
  | 'utf8-invalid'
  | 'json-syntax'
  | 'json-not-canonical'
  // record
  | 'record-line-too-long'
  // age
  | 'age-header-invalid'
  // minisign and key files
  | 'signature-malformed'
  // container
  | 'container-truncated'
  // zstd
  | 'zstd-frame-invalid'
  // merkle
  | 'proof-invalid'
  // batch
  | 'batch-id-invalid'
  // io
  | 'source-truncated'
  | 'target-exists';
