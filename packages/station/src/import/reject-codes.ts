/** Why a record is refused although its batch is accepted; import receipts tell it. Source: docs/import.md § Rejects. */
export const rejectCodes = [
  'test-record',
  'record-in-future',
  'record-too-old',
  'provider-unknown',
  'record-known',
  'finding-repeated',
] as const;

export type RejectCode = (typeof rejectCodes)[number];
