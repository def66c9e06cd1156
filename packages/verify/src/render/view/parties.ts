import type { Manifest } from '@scelle/core';
import type { Wording } from '../wording/wording.ts';
import { exactFact, type Fact, fact } from './fact.ts';
import { formatInstant } from './format.ts';

/** From whom to whom, and the place of the batch in its stream. */
export function listParties(manifest: Manifest, { labels, phrases }: Wording): Fact[] {
  const { sender, recipient, stream, sequence, previous, replaces } = manifest;
  return [
    fact(labels.sender, sender),
    fact(labels.recipient, recipient),
    fact(labels.stream, stream),
    fact(labels.sequence, String(sequence)),
    previous === null ? fact(labels.previous, phrases['none-first']) : exactFact(labels.previous, previous),
    ...(replaces === null ? [] : [exactFact(labels.replaces, String(replaces.sequence), replaces.manifest)]),
    fact(labels['created-at'], formatInstant(manifest.createdAt)),
    fact(labels.producer, manifest.producer),
    exactFact(labels['batch-id'], manifest.id),
  ];
}
