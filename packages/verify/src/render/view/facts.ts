import type { Language, Manifest } from '@scelle/core';
import { quoteUntrusted } from '@scelle/core/internal';
import {
  abbreviateRecipient,
  type SignatureResult,
  type StepId,
  type VerificationReport,
} from '../../contract/report.ts';
import { chooseWording } from '../wording/choose-wording.ts';
import type { Wording } from '../wording/wording.ts';

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

/** A signature: who signed, with which key, and when they say they did. */
export function listSignature(signature: SignatureResult, { labels, phrases }: Wording): Fact[] {
  const { role, signer, keyId, publicKey, time, sample } = signature;
  return [
    fact(labels.role, role),
    fact(labels.signer, signer ?? phrases['unknown-key']),
    exactFact(labels['key-id'], keyId),
    ...(publicKey === null ? [] : [exactFact(labels['public-key'], publicKey)]),
    ...(time === null ? [] : [fact(labels['signed-at'], formatInstant(time))]),
    ...(sample === null ? [] : [exactFact(labels.sample, sample)]),
  ];
}

const ORIGIN_CHARACTERS = 200;

/** What was checked, when, how deeply, and by which version. */
export function listVerification(report: VerificationReport, language: Language): Fact[] {
  const { labels, phrases } = chooseWording(language);
  const { origin, bytes, checkedAt, checkedBy, level } = report;
  return [
    fact(labels.origin, origin === null ? phrases['not-given'] : quoteUntrusted(origin, ORIGIN_CHARACTERS)),
    fact(labels['batch-size'], formatSize(bytes, language)),
    fact(labels['checked-at'], formatInstant(checkedAt)),
    fact(labels['checked-by'], checkedBy),
    fact(labels.level, level === 'full' ? phrases['full-level'] : phrases['sealed-level']),
  ];
}

/** How much was handed over, and whether it was counted here or only stated by the sender. */
export function listCounts(manifest: Manifest, report: VerificationReport, language: Language): Fact[] {
  const { labels, phrases } = chooseWording(language);
  const { records, controllers, attachments, content, payload, period, profile } = manifest;
  const number = (value: number) => formatNumber(value, language);
  const counted = (id: StepId) => (hasPassed(report, id) ? phrases.counted : phrases['not-counted']);
  return [
    fact(labels.records, `${number(records.count)} (${counted('records')})`),
    ...(controllers.length === 0
      ? []
      : [
          fact(
            labels.controllers,
            // biome-ignore lint/plugin: a manifest names at most 256.
            ...controllers.map((controller) => `${controller.name} ${number(controller.records)}`),
          ),
        ]),
    ...(period === null ? [] : [fact(labels.period, `${formatInstant(period.from)} – ${formatInstant(period.to)}`)]),
    fact(labels.profile, report.testData === true ? `${profile} (${phrases['test-data']})` : profile),
    fact(
      labels.attachments,
      `${number(attachments.count)} (${counted('attachments')})`,
      formatSize(attachments.bytes, language),
    ),
    fact(labels['content-size'], formatSize(content.bytes, language)),
    fact(labels['payload-size'], formatSize(payload.bytes, language)),
  ];
}

function hasPassed({ steps }: VerificationReport, id: StepId): boolean {
  return steps.some((step) => step.id === id && step.outcome === 'passed');
}

/** What tells this batch from every other, the first of them to be read aloud. */
export function listFingerprints({ manifest, manifestDigest }: VerificationReport, { labels }: Wording): Fact[] {
  // biome-ignore lint/plugin: the groups of a digest.
  const facts = manifestDigest === null ? [] : [exactFact(labels['manifest-digest'], ...groupDigest(manifestDigest))];
  if (manifest === null) return facts;
  return [
    ...facts,
    exactFact(labels['payload-digest'], manifest.payload.sha256),
    exactFact(labels['merkle-root'], manifest.records.merkleRoot),
    // biome-ignore lint/plugin: a manifest names at most sixteen.
    exactFact(labels['sealed-to'], ...manifest.sealedTo.map(abbreviateRecipient)),
  ];
}

const sizeUnits = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A whole number with its thousands set apart. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

/** A number of bytes in the decimal unit that suits it, and exactly. */
export function formatSize(bytes: number, language: Language): string {
  const exact = new Intl.NumberFormat(language, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes);
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), sizeUnits.length);
  if (power === 0) return exact;
  const unit = sizeUnits[power - 1]!;
  const rounded = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
  return `${rounded.format(bytes / 1000 ** power)} (${exact})`;
}

/** An instant for people of any language, to the last digit. */
export function formatInstant(instant: string): string {
  return instant.replace('T', ' ').replace('Z', ' UTC');
}

/** A digest in groups of four, in lines of eight groups: to be read aloud over the telephone. */
export function groupDigest(digest: string): string[] {
  const lines = digest.match(/.{1,32}/g) ?? [];
  return lines.map((line) => line.match(/.{1,4}/g)!.join(' '));
}

/** The name of a batch, which is that of its file but for the extension. Source: docs/format.md § File name. */
export function formatBatchName({ sender, recipient, stream, sequence }: Manifest): string {
  return [sender, recipient, stream, String(sequence).padStart(6, '0')].join('.');
}

/** Something that a report states: a label and what stands beside it, in one line or several. */
export interface Fact {
  readonly label: string;
  readonly values: readonly string[];
  /** Whether it is to be compared character by character, such as a digest. */
  readonly exact: boolean;
}

/** A fact in words. */
export function fact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: false };
}

/** A fact to be compared character by character. */
export function exactFact(label: string, ...values: readonly string[]): Fact {
  return { label, values, exact: true };
}
