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
import { exactFact, type Fact, fact, formatInstant, formatNumber, formatSize, groupDigest } from './format.ts';

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
