import type { Language, Manifest } from '@scelle/core';
import type { StepId, VerificationReport } from '../../report.ts';
import { chooseWording } from '../wording/choose-wording.ts';
import { type Fact, fact } from './fact.ts';
import { formatInstant, formatNumber, formatSize } from './format.ts';

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
