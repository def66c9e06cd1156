/** The limits of docs/format.md § Limits; every one is checked before memory is taken. 1 KiB is 1,024 bytes. */
export const limits = {
  /** Records in a batch. */
  records: 5_000_000,
  /** Distinct attachments in a batch. */
  attachments: 5_000_000,
  /** Bytes of a record line, without its newline (64 KiB). */
  recordLineBytes: 65_536,
  /** Bytes of one attachment, and of the distinct attachments of one record together (64 MiB). */
  attachmentBytes: 67_108_864,
  /** Bytes of manifest.json (1 MiB), of a signature (4 KiB), and of batch.json (1 MiB). */
  manifestBytes: 1_048_576,
  signatureBytes: 4_096,
  contentDocumentBytes: 1_048_576,
  /** Bytes of a receipt (16 MiB), wherever it is made, sent, kept or read. */
  receiptBytes: 16_777_216,
  /** Bytes of a proof (4 MiB). */
  proofBytes: 4_194_304,
  recipients: 16,
  coSignatures: 16,
  controllers: 256,
  /** Bytes of record lines, newlines included, in one group (2 MiB). */
  groupLineBytes: 2_097_152,
  /** Bytes of the attachments that a group is the first to name; a single record may exceed it (16 MiB). */
  groupAttachmentBytes: 16_777_216,
} as const;
