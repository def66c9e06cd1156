import { VERSION } from '../version.ts';
import { BATCH_FORMAT, type Manifest } from './manifest.ts';

/** What is known of a batch before its first record. */
export type ManifestHead = Pick<
  Manifest,
  'id' | 'sender' | 'recipient' | 'stream' | 'sequence' | 'previous' | 'replaces' | 'createdAt' | 'profile' | 'sealedTo'
>;

/** What is known once the last record is written. */
export type ManifestTotals = Pick<
  Manifest,
  'period' | 'records' | 'controllers' | 'attachments' | 'content' | 'payload'
>;

/** The totals of a batch of which nothing is written yet, with which a head can be checked. */
export const noTotals: ManifestTotals = {
  period: null,
  records: { count: 0, merkleRoot: '0'.repeat(64) },
  controllers: [],
  attachments: { count: 0, bytes: 0 },
  content: { bytes: 0 },
  payload: { bytes: 0, sha256: '0'.repeat(64) },
};

/** The manifest, its keys in the order of docs/format.md § Manifest. */
export function createManifest(head: ManifestHead, totals: ManifestTotals): Manifest {
  return {
    format: BATCH_FORMAT,
    id: head.id,
    sender: head.sender,
    recipient: head.recipient,
    stream: head.stream,
    sequence: head.sequence,
    previous: head.previous,
    replaces: head.replaces,
    createdAt: head.createdAt,
    period: totals.period,
    profile: head.profile,
    records: totals.records,
    controllers: totals.controllers,
    attachments: totals.attachments,
    content: totals.content,
    payload: totals.payload,
    sealedTo: head.sealedTo,
    producer: `scelle/${VERSION}`,
  };
}
