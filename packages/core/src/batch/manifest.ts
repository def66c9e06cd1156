import type { z } from 'zod';
import { encodeDocument, parseDocument } from '../canonical/document.ts';
import {
  choice,
  closedObject,
  compareInstants,
  instant,
  list,
  name,
  safeInteger,
  sha256Hex,
  string,
  uuidV7,
} from '../canonical/text.ts';
import type { Expectation } from '../errors/expectations.ts';
import { limits } from '../limits.ts';
import { VERSION } from '../version.ts';

/** The format word of a batch: the value of `format` in its manifest and the first word of its signatures' comments. */
export const BATCH_FORMAT = 'scelle.batch/1' as const;

/** On whose behalf records were collected, and how many. */
export interface ControllerCount {
  readonly name: string;
  readonly records: number;
}

/** What every signature of a batch signs. Nothing in it is personal data. Source: docs/format.md § Manifest. */
export interface Manifest {
  readonly format: typeof BATCH_FORMAT;
  /** UUID version 7. */
  readonly id: string;
  readonly sender: string;
  readonly recipient: string;
  readonly stream: string;
  /** Number of the batch in its stream, from 1, without gaps per sender, recipient and stream. */
  readonly sequence: number;
  /** SHA-256 of the manifest of `sequence − 1`, in hex; null for sequence 1 and only there. */
  readonly previous: string | null;
  /** A rejected batch of this stream that this one corrects. */
  readonly replaces: { readonly sequence: number; readonly manifest: string } | null;
  readonly createdAt: string;
  /** Earliest and latest `occurredAt`; null in a batch without records. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Name of the record profile, such as `ip-evidence/1`. */
  readonly profile: string;
  readonly records: { readonly count: number; readonly merkleRoot: string };
  /** Sorted by name; the counts add up to `records.count`. */
  readonly controllers: readonly ControllerCount[];
  /** Number and total length in bytes of the distinct attachments. */
  readonly attachments: { readonly count: number; readonly bytes: number };
  /** Exact length in bytes of the inner tar: the bound for decompression. */
  readonly content: { readonly bytes: number };
  /** Length in bytes and SHA-256 of the age file. */
  readonly payload: { readonly bytes: number; readonly sha256: string };
  /** The age recipients, in the order of their stanzas. */
  readonly sealedTo: readonly string[];
  /** The software that sealed, `scelle/<version>`. */
  readonly producer: string;
}

const PROFILE = /^[a-z0-9][a-z0-9-]{0,31}\/[1-9][0-9]{0,3}$/;
const RECIPIENT = /^age1[02-9ac-hj-np-z1]{1,4096}$/;
const PRODUCER = /^scelle\/[0-9A-Za-z.+-]{1,64}$/;

const number = safeInteger(0, Number.MAX_SAFE_INTEGER);
const sequence = safeInteger(1, Number.MAX_SAFE_INTEGER);

const manifestSchema: z.ZodType<Manifest> = closedObject({
  format: choice([BATCH_FORMAT]),
  id: uuidV7(),
  sender: name(),
  recipient: name(),
  stream: name(),
  sequence,
  previous: sha256Hex().nullable(),
  replaces: closedObject({ sequence, manifest: sha256Hex() }).nullable(),
  createdAt: instant(),
  period: closedObject({ from: instant(), to: instant() }).nullable(),
  profile: string((text) => PROFILE.test(text), 'profile'),
  records: closedObject({ count: safeInteger(0, limits.records), merkleRoot: sha256Hex() }),
  controllers: list(closedObject({ name: name(), records: safeInteger(1, limits.records) }), 0, limits.controllers),
  attachments: closedObject({ count: safeInteger(0, limits.attachments), bytes: number }),
  content: closedObject({ bytes: number }),
  payload: closedObject({ bytes: number, sha256: sha256Hex() }),
  sealedTo: list(
    string((text) => RECIPIENT.test(text), 'recipient'),
    1,
    limits.recipients,
  ),
  producer: string((text) => PRODUCER.test(text), 'producer'),
}).check(({ value, issues }) => {
  for (const { field, holds } of rulesOf(value)) {
    if (!holds)
      issues.push({ code: 'custom', input: undefined, path: [field], message: 'consistent' satisfies Expectation });
  }
});

/** The rules over several fields, by the field that breaks them. */
function rulesOf(manifest: Manifest): readonly { readonly field: keyof Manifest; readonly holds: boolean }[] {
  const { sequence, previous, replaces, period, records, controllers, attachments, sealedTo } = manifest;
  const controlled = controllers.reduce((sum, controller) => sum + controller.records, 0);
  const kinds = new Set(sealedTo.map((recipient) => recipient.startsWith('age1pq1')));
  return [
    { field: 'previous', holds: (previous === null) === (sequence === 1) },
    { field: 'replaces', holds: replaces === null || replaces.sequence < sequence },
    { field: 'period', holds: (period === null) === (records.count === 0) },
    { field: 'period', holds: period === null || compareInstants(period.from, period.to) <= 0 },
    { field: 'controllers', holds: isSortedWithoutRepeats(controllers.map(({ name }) => name)) },
    { field: 'controllers', holds: controlled === records.count },
    { field: 'attachments', holds: attachments.count === 0 || records.count > 0 },
    { field: 'attachments', holds: attachments.bytes >= attachments.count },
    { field: 'attachments', holds: attachments.bytes <= attachments.count * limits.attachmentBytes },
    { field: 'sealedTo', holds: new Set(sealedTo).size === sealedTo.length },
    { field: 'sealedTo', holds: kinds.size === 1 },
  ];
}

/** Whether the texts are in strictly ascending order of their UTF-16 units. */
export function isSortedWithoutRepeats(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || texts[index - 1]! < text);
}

/** The canonical bytes of a manifest. Throws `document-invalid` where it breaks a rule of docs/format.md § Manifest. */
export function encodeManifest(manifest: Manifest): Uint8Array {
  return encodeDocument(manifest);
}

/**
 * Parses the bytes of a manifest. Throws `document-invalid` or `json-not-canonical`, and `utf8-invalid` or
 * `json-syntax` where they are not even JSON. Source: docs/format.md § Manifest.
 */
export function parseManifest(bytes: Uint8Array): Manifest {
  return parseDocument(manifestSchema, bytes, { member: 'manifest.json', limit: limits.manifestBytes });
}

/** What is known of a batch before its first record. */
export type ManifestHead = Pick<
  Manifest,
  'id' | 'sender' | 'recipient' | 'stream' | 'sequence' | 'previous' | 'replaces' | 'createdAt' | 'profile' | 'sealedTo'
>;

/** What is known once the last record is written. */
type ManifestTotals = Pick<Manifest, 'period' | 'records' | 'controllers' | 'attachments' | 'content' | 'payload'>;

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
