import type { ContentDocument, Manifest } from '@scelle/core';
import type { Level, Verdict } from '@scelle/verify';
import { formatTable, type Line } from '../kernel/line.ts';
import { formatManifest, type Inspection, type ManifestLabels } from './manifest-view.ts';

/** What the rows of a manifest are called. */
export const manifestLabels: ManifestLabels = {
  batch: 'batch',
  created: 'created',
  period: 'period of the facts',
  profile: 'profile',
  records: 'records',
  controllers: 'by controller',
  attachments: 'segments',
  payload: 'payload',
  sealedTo: 'encrypted to',
  previous: 'previous manifest',
  merkleRoot: 'Merkle root',
  producer: 'producer',
};

const testDataMark = 'TEST DATA';

/** What a proof was found to prove. */
interface ProvenFacts {
  readonly sender: string;
  readonly keyId: string;
  readonly sealedAt: string;
  readonly testData: boolean | null;
  readonly record: object;
  readonly content: ContentDocument | null;
  readonly manifest: Manifest;
}

/** What the commands that verify, open and prove say, and their `--help`, in English. */
export const en = {
  help: {
    commands: {
      inspect: 'show manifest and signatures without verifying anything',
      verify: 'check batches',
      open: 'verify a batch in full, then release its records',
      prove: 'disclose one record with the proof that it was sealed',
      'verify-proof': 'check a disclosed record, without any opening key',
    },
    notes: {
      inspect: `
Nothing is verified: what is shown is what the file says of itself. - reads standard input.

Example:
  scelle inspect tmg.arcom.music.000001.scelle`,
      verify: `
With --identity everything is checked; with --sealed all that can be checked without an opening key. The exit status
of several batches is the worst of 4, 1, 3 and 0. - reads standard input, which is kept, still sealed, in a private
file of the folder for temporary files. Every key given with --require must have co-signed.

Examples:
  scelle verify *.scelle --sealed --signer tmg=tmg.pub --recipient arcom
  scelle verify tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --require agent=agent-7.pub --report report.html`,
      open: `
DIR gets records.jsonl, segments/<sha256>, batch.json, manifest.json and report.json, and appears only if the batch is
accepted. With --out - the records go to standard output after a complete verification; they are then read and
verified a second time, and must be the same bytes.

Examples:
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out day
  scelle open tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub --out - | wc -l`,
      prove: `
The batch is verified in full first. The proof holds the record, the legal basis of the batch, and of all other records
only salted hashes.

Example:
  scelle prove tmg.arcom.music.000001.scelle --identity arcom.identity --signer tmg=tmg.pub \\
    --record 9f1c5b0e-4c54-4a55-9b1d-7c1f5f3d2a10 --out proof.json`,
      'verify-proof': `
Example:
  scelle verify-proof proof.json --signer tmg=tmg.pub`,
    },
  },
  inspection: ({ file, bytes, manifestDigest, testData, manifest, signatures }: Inspection): readonly Line[] => [
    { text: 'NOT VERIFIED: this is what the file says of itself. "scelle verify" checks it.', tone: 'warning' },
    ...testDataLines(testData),
    '',
    ...formatTable([
      ['file', `${file} (${bytes} B)`],
      ['SHA-256 of the manifest', manifestDigest],
    ]),
    '',
    ...formatManifest(manifest, manifestLabels),
    '',
    'Signatures, as they present themselves:',
    ...formatTable(signatures.map(({ role, keyId, trustedComment }) => [role, keyId, trustedComment])),
    '',
    { text: 'NOT VERIFIED', tone: 'warning' },
  ],
  verdict: ({
    file,
    verdict,
    level,
    codes,
    testData,
    withoutLedger,
  }: {
    readonly file: string;
    readonly verdict: Verdict;
    readonly level: Level;
    readonly codes: readonly string[];
    readonly testData: boolean;
    /** Whether nobody knew the batches before, where that matters. */
    readonly withoutLedger: boolean;
  }) =>
    `${(verdict === 'sealed' ? 'accepted' : verdict).toUpperCase().padEnd(9)} ${level.padEnd(6)} ${testData ? `${testDataMark} ` : ''}${file}${codes.length === 0 ? '' : `: ${codes.join(', ')}`}${withoutLedger ? ' (sequence: not checked)' : ''}`,
  opened: ({
    folder,
    records,
    segments,
  }: {
    readonly folder: string;
    readonly records: number;
    readonly segments: number;
  }): readonly Line[] => [{ text: `${folder}: accepted; ${records} records, ${segments} segments.`, tone: 'good' }],
  proven: ({ file, withContent }: { readonly file: string; readonly withContent: boolean }): readonly Line[] => [
    `${file}: discloses one record${withContent ? ' and the legal basis of its batch' : ''}. It holds personal data: hand it to those who are entitled to it.`,
  ],
  proofHolds: ({ sender, keyId, sealedAt, testData, record, content, manifest }: ProvenFacts): readonly Line[] => [
    { text: 'VALID: this record is in a batch sealed by a key that you trust.', tone: 'good' },
    ...(testData === true ? [{ text: `${testDataMark}: the record is invented.`, tone: 'warning' } as const] : []),
    '',
    ...formatTable([
      ['sealed by', `${sender}, key ${keyId}`],
      ['at (as the sender says)', sealedAt],
      ['batch', `${manifest.sender} → ${manifest.recipient}, ${manifest.stream} ${manifest.sequence}`],
      ['legal basis', content?.legalBasis ?? '—'],
      ['authorisation', content?.authorisation ?? '—'],
    ]),
    '',
    ...JSON.stringify(record, null, 2).split('\n'),
  ],
};

/** The line that marks a batch of test data; none for any other. */
export function testDataLines(testData: boolean): Line[] {
  return testData ? [{ text: `${testDataMark}: the records of this batch are invented.`, tone: 'warning' }] : [];
}
