/** Where a receiver has what. Source: docs/protocol.md § Resources. */
export const paths = {
  batches: '/v1/batches',
  uploads: '/v1/uploads',
  streams: '/v1/streams',
  channel: '/v1/channel',
  health: '/v1/health',
  decisions: '/v1/decisions',
  inbox: '/v1/inbox',
  inboxDecisions: '/v1/inbox/decisions',
  receipts: '/v1/receipts',
  notices: '/v1/notices',
} as const;

/** Where the receipts of a batch are. */
export function receiptsPath(manifestDigest: string): string {
  return `${paths.batches}/${manifestDigest}/receipts`;
}

/** Where the bytes of an upload go. */
export function uploadPath(id: string): string {
  return `${paths.uploads}/${id}`;
}

/** Where a gateway has a batch. */
export function waitingPath(manifestDigest: string): string {
  return `${paths.inbox}/${manifestDigest}`;
}
