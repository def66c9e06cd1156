import type { Manifest } from '@scelle/core';
import { formatTable } from '../kernel/line.ts';

/** What the rows of a manifest are called, in one language. */
export interface ManifestLabels {
  readonly batch: string;
  readonly created: string;
  readonly period: string;
  readonly profile: string;
  readonly records: string;
  readonly controllers: string;
  readonly attachments: string;
  readonly payload: string;
  readonly sealedTo: string;
  readonly previous: string;
  readonly merkleRoot: string;
  readonly producer: string;
}

/** A signature as it presents itself: nothing says yet that it is one. */
export interface ClaimedSignature {
  readonly role: string;
  readonly keyId: string;
  readonly trustedComment: string;
}

/** What a batch says of itself. */
export interface Inspection {
  /** Always false: a reader of the document must not take it for a verification. */
  readonly verified: false;
  readonly file: string;
  readonly bytes: number;
  readonly manifestDigest: string;
  /** Whether the profile marks the records as test data. */
  readonly testData: boolean;
  readonly manifest: Manifest;
  readonly signatures: readonly ClaimedSignature[];
}

/** Hybrid recipients have some two thousand characters, of which the first tell one from another. */
const SHOWN_CHARACTERS = 64;

/** A manifest as a table. */
export function formatManifest(manifest: Manifest, labels: ManifestLabels): string[] {
  const { sender, recipient, stream, sequence, id, period, controllers, attachments, payload, records } = manifest;
  return formatTable([
    [labels.batch, `${sender} → ${recipient}, ${stream} ${sequence} (${id})`],
    [labels.created, manifest.createdAt],
    [labels.period, period === null ? '—' : `${period.from} – ${period.to}`],
    [labels.profile, manifest.profile],
    [labels.records, String(records.count)],
    [labels.controllers, controllers.map(({ name, records }) => `${name} ${records}`).join(', ') || '—'],
    [labels.attachments, `${attachments.count} (${attachments.bytes} B)`],
    [labels.payload, `${payload.bytes} B, SHA-256 ${payload.sha256}`],
    ...manifest.sealedTo.map((text) => [labels.sealedTo, shorten(text)]),
    [labels.previous, manifest.previous ?? '—'],
    [labels.merkleRoot, records.merkleRoot],
    [labels.producer, manifest.producer],
  ]);
}

function shorten(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
