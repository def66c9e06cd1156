import type { Manifest } from '@scelle/core';
import type { Anomaly } from '@scelle/station';
import type { Line } from '../kernel/line.ts';
import { manifestLabels, testDataLines } from '../verify/en.ts';
import { formatManifest } from '../verify/manifest-view.ts';
import { formatReview } from './review-view.ts';
import type { BatchSummaryView } from './sample.ts';

/** What the commands that co-sign say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      cosign: 'look at a batch, and add a co-signature to it',
    },
    notes: {
      cosign: `
With --identity (and --signer) the batch is verified in full first, and you see what you sign: counts, and ten random
records, chosen by a seed that becomes part of the signature. Record indices follow from seed and count alone: for
i = 0, 1, …, the first 8 bytes of SHA-256(seed || i as 8 bytes, big-endian), as a number modulo the count; numbers from
the largest multiple of the count up to 2^64 are left out, and so are repeats.
The records of the sample are shown on a terminal only, because logs must not hold any. Without --identity the
content is not looked at, and the signature says sample=none; with --signer the seal is checked all the same.
With --pending every batch in the outbox of a station that lacks a co-signature of the role is shown, with what is
unusual about it, and signed if you confirm it.

Example:
  scelle cosign tmg.arcom.music.000001.scelle --key agent-7.key --role agent --name agent-7 \\
    --identity review.identity --signer tmg=tmg.pub`,
    },
  },
  askToSign: 'Sign this batch? (yes/no) ',
  /** Stands in place of the records of a sample where they would get into a log. */
  sampleNotShown: (indices: readonly number[]) =>
    `Not shown, because this is no terminal and logs must not hold records: look at records ${indices.map((index) => index + 1).join(', ')} of the batch.`,
  review: ({
    manifest,
    testData,
    view,
  }: {
    readonly manifest: Manifest;
    readonly testData: boolean;
    readonly view: BatchSummaryView | null;
  }): readonly Line[] => [
    ...testDataLines(testData),
    ...formatManifest(manifest, manifestLabels),
    ...(view === null
      ? [{ text: 'The content was not looked at: the signature will say sample=none.', tone: 'warning' } as const]
      : formatReview(view, {
          providers: 'Records by provider',
          protocols: 'Records by protocol',
          works: 'Records by work (the ten most frequent)',
          hours: 'Records by hour (UTC)',
          sample: ({ sample, records }) =>
            `Random sample of ${sample.indices.length} of ${records} records (seed ${sample.seed})`,
        })),
  ],
  coSigned: ({
    file,
    role,
    name,
    keyId,
    sample,
  }: {
    readonly file: string;
    readonly role: string;
    readonly name: string;
    readonly keyId: string;
    readonly sample: string | null;
  }): readonly Line[] => [
    { text: `${file}: co-signed as ${role} by ${name}, key ${keyId}, sample=${sample ?? 'none'}.`, tone: 'good' },
  ],
  nothingToSign: (role: string) => `No batch of the outbox lacks a co-signature in the role ${role}.`,
  anomaly: formatAnomaly,
};

function formatAnomaly(anomaly: Anomaly): string {
  switch (anomaly.kind) {
    case 'volume':
      return `Unusual volume: ${anomaly.records} records, where batches of this stream had about ${anomaly.usual}.`;
    case 'stale':
      return `Old facts: the earliest lie ${anomaly.days} days before the batch was made.`;
    case 'duplicate':
      return `Duplicates: records with the id of another record of this batch: ${anomaly.records}.`;
    case 'repeated':
      return `Sent before: records with the id of a record of batch ${anomaly.sequence}: ${anomaly.records}.`;
  }
}
