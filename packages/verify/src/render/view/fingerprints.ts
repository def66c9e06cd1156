import { abbreviateRecipient } from '../../abbreviate-recipient.ts';
import type { VerificationReport } from '../../report.ts';
import type { Wording } from '../wording/wording.ts';
import { exactFact, type Fact } from './fact.ts';
import { groupDigest } from './format.ts';

/** What tells this batch from every other, the first of them to be read aloud. */
export function listFingerprints({ manifest, manifestDigest }: VerificationReport, { labels }: Wording): Fact[] {
  const facts = manifestDigest === null ? [] : [exactFact(labels['manifest-digest'], ...groupDigest(manifestDigest))];
  if (manifest === null) return facts;
  return [
    ...facts,
    exactFact(labels['payload-digest'], manifest.payload.sha256),
    exactFact(labels['merkle-root'], manifest.records.merkleRoot),
    exactFact(labels['sealed-to'], ...manifest.sealedTo.map(abbreviateRecipient)),
  ];
}
