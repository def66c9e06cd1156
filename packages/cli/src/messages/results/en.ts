import { formatReview } from '../../cosign/review-view.ts';
import type { Line } from '../../kernel/line.ts';
import { formatTable } from '../../kernel/table.ts';
import { formatManifest, type ManifestLabels } from '../../verify/manifest-view.ts';
import { results as cards } from '../cards/en.ts';
import { results as formats } from '../formats/en.ts';
import { results as imports } from '../import/en.ts';
import { results as media } from '../media/en.ts';
import { results as network } from '../network/en.ts';
import { results as shares } from '../shares/en.ts';
import { results as station } from '../station/en.ts';
import { results as upkeep } from '../upkeep/en.ts';
import type { ResultTexts } from './texts.ts';

const manifestLabels: ManifestLabels = {
  batch: 'batch',
  created: 'created',
  period: 'period of the facts',
  profile: 'profile',
  records: 'records',
  controllers: 'by controller',
  attachments: 'segments',
  payload: 'payload',
  sealedTo: 'sealed to',
  previous: 'previous manifest',
  merkleRoot: 'Merkle root',
  producer: 'producer',
};

const testDataMark = 'TEST DATA';

/** The line that marks a batch of test data; none for any other. */
function testDataLines(testData: boolean): Line[] {
  return testData ? [{ text: `${testDataMark}: the records of this batch are invented.`, tone: 'warning' }] : [];
}

/** What commands show in English. */
export const en: ResultTexts = {
  ...formats,
  ...imports,
  ...media,
  ...network,
  ...shares,
  ...station,
  ...upkeep,
  ...cards,
  progress: {
    generate: 'Generating',
    convert: 'Records converted:',
    pack: 'Records packed:',
    payload: 'Checking payload',
    content: 'Checking content',
  },

  askPassphrase: (file) => `Passphrase of ${file}: `,
  askNewPassphrase: (file) => `New passphrase for ${file}: `,
  askPassphraseAgain: 'The same passphrase again: ',
  askToSign: 'Sign this batch? (yes/no) ',
  sampleNotShown: (indices) =>
    `Not shown, because this is no terminal and logs must not hold records: look at records ${indices.map((index) => index + 1).join(', ')} of the batch.`,

  passphraseFileReadable: (file) => `${file}: other users can read this passphrase. Restrict it with chmod 600.`,
  staleRemoved: (file) => `${file}: left unfinished by a process that has ended, and removed.`,
  staleElsewhere: (file) =>
    `${file}: left unfinished by another machine. Remove it if nothing is being written there any more.`,

  signingKeyMade: ({ secretFile, publicFile, keyId, publicKey, fingerprint }) => [
    ...formatTable([
      ['secret key', secretFile],
      ['public key', publicFile],
      ['key id', keyId],
      ['', publicKey],
      ['fingerprint', fingerprint],
    ]),
    '',
    `Hand ${publicFile} to the other party in a way that cannot be forged, and compare the fingerprint.`,
    `Keep ${secretFile} to yourself, with a backup: whoever has it signs in your name.`,
  ],
  openingKeyMade: ({ secretFile, publicFile, recipient, fingerprint }) => [
    ...formatTable([
      ['identity', secretFile],
      ['recipient', publicFile],
      ['', recipient],
      ['fingerprint', fingerprint],
    ]),
    '',
    `Hand ${publicFile} to the senders in a way that cannot be forged, and compare the fingerprint.`,
    `Keep ${secretFile} to yourself, with a backup: without it nothing can be opened.`,
  ],
  generated: ({ folder, records, segments }) => [
    `${folder}: ${records} invented records, ${segments} segments. Pack them with --profile ip-evidence-test/1.`,
  ],
  packed: ({ file, manifestDigest, bytes, rejected, manifest }) => [
    ...formatTable([
      ['batch', file],
      ['manifest', manifestDigest],
      ['records', String(manifest.records.count)],
      ['segments', `${manifest.attachments.count} (${manifest.attachments.bytes} B)`],
      ['size', `${bytes} B`],
    ]),
    ...(rejected === 0 ? [] : [{ text: `${rejected} records were rejected and left out.`, tone: 'warning' } as const]),
  ],
  inspection: ({ file, bytes, manifestDigest, testData, manifest, signatures }) => [
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
  verdict: ({ file, verdict, level, codes, testData, withoutLedger }) =>
    `${verdict.toUpperCase().padEnd(9)} ${level.padEnd(6)} ${testData ? `${testDataMark} ` : ''}${file}${codes.length === 0 ? '' : `: ${codes.join(', ')}`}${withoutLedger ? ' (sequence: not checked)' : ''}`,
  opened: ({ folder, records, segments }) => [
    { text: `${folder}: accepted; ${records} records, ${segments} segments.`, tone: 'good' },
  ],
  review: ({ manifest, testData, view }) => [
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
  coSigned: ({ file, role, name, keyId, sample }) => [
    { text: `${file}: co-signed as ${role} by ${name}, key ${keyId}, sample=${sample ?? 'none'}.`, tone: 'good' },
  ],
  proven: ({ file, withContent }) => [
    `${file}: discloses one record${withContent ? ' and the legal basis of its batch' : ''}. It holds personal data: hand it to those who are entitled to it.`,
  ],
  proofHolds: ({ sender, keyId, sealedAt, testData, record, content, manifest }) => [
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
