/** Every code of `@scelle/interconnect`, beside those of `@scelle/core` and `@scelle/verify`; docs/errors.md explains them. */
export type InterconnectCode =
  // what a receiver answers
  | 'certificate-unknown'
  | 'certificate-expired'
  | 'request-invalid'
  | 'resource-unknown'
  | 'method-unknown'
  | 'not-permitted'
  | 'announcement-invalid'
  | 'announcement-too-large'
  | 'sender-mismatch'
  | 'channel-suspended'
  | 'batch-refused'
  | 'upload-mismatch'
  | 'upload-damaged'
  | 'upload-offset'
  | 'uploads-too-many'
  | 'storage-full'
  | 'receiver-busy'
  | 'receiver-failed'
  // what a sender finds
  | 'receiver-unreachable'
  | 'receiver-certificate'
  | 'receiver-answer-invalid'
  | 'receiver-refused'
  | 'receipt-missing'
  | 'transfer-given-up'
  | 'transfer-stopped';
